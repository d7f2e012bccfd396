package com.couponcommerce.workers.message;

import java.time.Instant;
import java.util.Optional;

/**
 * A text as its producer wants it, every part checked.
 *
 * @param to empty only where it goes to the subscribers of a topic
 * @param from empty: the default sender
 * @param topic true: to the topic of the settings, and to no single number
 * @param expiresAt from when on it is of no use, as a one-time code; empty: never
 */
public record SmsMessage(
    Optional<PhoneNumber> to,
    String body,
    Optional<Originator> from,
    boolean topic,
    Optional<Instant> expiresAt) {

  /** Twilio refuses more (21617); SNS too (Publish, parameter Message). */
  public static final int MAX_BODY = 1600;

  public SmsMessage {
    if (to.isPresent() == topic) {
      throw new IllegalArgumentException("a text goes either to a number or to a topic");
    }
    if (body.isEmpty() || body.length() > MAX_BODY) {
      throw new IllegalArgumentException("a text has 1 to " + MAX_BODY + " characters");
    }
  }

  /** What it costs: providers bill each segment. */
  public SmsSegments segments() {
    return SmsSegments.of(body);
  }

  /** Without the text, which may be a one-time code. */
  @Override
  public String toString() {
    return "text to " + to.map(PhoneNumber::toString).orElse("the topic") + ", " + segments();
  }
}

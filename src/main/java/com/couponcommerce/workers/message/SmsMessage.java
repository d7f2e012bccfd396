package com.couponcommerce.workers.message;

import java.time.Instant;
import java.util.Optional;

/**
 * An SMS message as the producer wrote it, every part checked.
 *
 * @param to the recipient; empty only if it goes to the subscribers of a topic
 * @param from the sender; empty for the default sender
 * @param topic true if it goes to the topic of the settings instead of a number
 * @param expiresAt when it becomes useless, such as a one-time code; empty for never
 */
public record SmsMessage(
    Optional<PhoneNumber> to,
    String body,
    Optional<Originator> from,
    boolean topic,
    Optional<Instant> expiresAt) {

  /**
   * Characters of the longest body: Twilio refuses more (21617), and so does SNS (Publish,
   * parameter Message).
   */
  public static final int MAX_BODY = 1600;

  public SmsMessage {
    if (to.isPresent() == topic) {
      throw new IllegalArgumentException("an SMS goes either to a number or to a topic");
    }
    if (body.isEmpty() || body.length() > MAX_BODY) {
      throw new IllegalArgumentException("an SMS has 1 to " + MAX_BODY + " characters");
    }
  }

  /** Returns the segments, each of which providers bill. */
  public SmsSegments segments() {
    return SmsSegments.of(body);
  }

  /** Returns a description without the body, which may be a one-time code. */
  @Override
  public String toString() {
    return "SMS to " + to.map(PhoneNumber::toString).orElse("the topic") + ", " + segments();
  }
}

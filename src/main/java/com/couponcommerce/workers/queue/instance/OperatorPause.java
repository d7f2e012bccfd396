package com.couponcommerce.workers.queue.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pause of a channel by an operator. If the key was set by hand to a string, that is the reason.
 *
 * @param reason reason for other operators
 * @param by user who paused the channel
 * @param at begin by the Redis clock
 * @param until end by the Redis clock; empty if an operator ends it
 */
public record OperatorPause(
    Optional<String> reason, Optional<String> by, Optional<Instant> at, Optional<Instant> until) {

  /** Upper bound of a pause with an end: a longer one is likely to be forgotten. */
  public static final Duration MAX_DURATION = Duration.ofDays(30);

  private static final int MAX_BY_HAND = 200;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** Returns the value of the key; {@code until} informs operators, the key's expiry ends it. */
  static String json(String reason, String by, Instant at, Optional<Instant> until) {
    return "{\"reason\":"
        + PayloadEditor.quote(reason)
        + ",\"by\":"
        + PayloadEditor.quote(by)
        + ",\"at\":"
        + PayloadEditor.quote(at.toString())
        + until.map(end -> ",\"until\":" + PayloadEditor.quote(end.toString())).orElse("")
        + "}";
  }

  /**
   * Reads the value of the key, which may have been set by hand.
   *
   * @param until expiry of the key
   */
  static OperatorPause read(byte[] value, Optional<Instant> until) {
    try {
      MessageFields fields = MessageFields.parse(new Payload(value));
      return new OperatorPause(
          fields.text("reason"), fields.text("by"), fields.instant("at"), until);
    } catch (RefusedMessageException e) {
      return new OperatorPause(byHand(value), Optional.empty(), Optional.empty(), until);
    }
  }

  /** Cuts after masking, or half an address could be left that is not recognized. */
  private static Optional<String> byHand(byte[] value) {
    String printable = UNPRINTABLE.matcher(new String(value, UTF_8)).replaceAll(" ").strip();
    String text = Mask.text(printable);
    if (text.codePointCount(0, text.length()) > MAX_BY_HAND) {
      text = text.substring(0, text.offsetByCodePoints(0, MAX_BY_HAND)) + "…";
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

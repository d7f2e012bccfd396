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
 * What an operator wrote of the pause of a channel. Where somebody set the key by hand to a text,
 * that is the reason.
 *
 * @param reason for other operators
 * @param by the user who paused it
 * @param at since when, by Redis's clock
 * @param until when it ends by itself, by Redis's clock; empty: when an operator ends it
 */
public record OperatorPause(
    Optional<String> reason, Optional<String> by, Optional<Instant> at, Optional<Instant> until) {

  /** Longer ones are forgotten. */
  public static final Duration LONGEST = Duration.ofDays(30);

  private static final int MOST_BY_HAND = 200;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /** As it stands in Redis; {@code until} is there for who looks, the key's own time ends it. */
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
   * Reads what stands in Redis, whoever wrote it.
   *
   * @param until by the key's own time
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

  /** Cut behind the mask, or half an address could be left that looks like none. */
  private static Optional<String> byHand(byte[] value) {
    String printable = UNPRINTABLE.matcher(new String(value, UTF_8)).replaceAll(" ").strip();
    String text = Mask.text(printable);
    if (text.codePointCount(0, text.length()) > MOST_BY_HAND) {
      text = text.substring(0, text.offsetByCodePoints(0, MOST_BY_HAND)) + "…";
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

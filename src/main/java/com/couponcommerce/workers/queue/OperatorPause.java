package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator wrote of the pause of a channel. Nothing is in it where somebody set the key by
 * hand.
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
      return new OperatorPause(Optional.empty(), Optional.empty(), Optional.empty(), until);
    }
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.sender.Failure;
import java.time.Instant;

/** Writes and reads the {@code deadLetter} of a message that was given up. */
public final class GivenUp {
  private static final String FIELD = "deadLetter";
  private static final String HISTORY = "deadLetterHistory";
  private static final String RETRIES = "retries";

  /** A message that somebody redrives each minute must not grow for ever. */
  private static final int MOST_HISTORY = 8192;

  private GivenUp() {}

  /**
   * The dead letter: valid input should somebody move it back to pending.
   *
   * @param attempts failed tries that counted
   */
  public static Payload deadLetter(
      PayloadEditor message, DeadLetterReason reason, Failure failure, int attempts, Instant at) {
    String json =
        "{\"reason\":"
            + PayloadEditor.quote(reason.id())
            + ",\"code\":"
            + PayloadEditor.quote(failure.code())
            + ",\"error\":"
            + PayloadEditor.quote(failure.text())
            + ",\"at\":"
            + PayloadEditor.quote(at.toString())
            + ",\"attempts\":"
            + attempts
            + "}";
    return message.set(RETRIES, attempts).setJson(FIELD, json).toPayload();
  }

  /** True where the message was a dead letter and has been moved back to pending. */
  static boolean isRedriven(MessageFields fields) {
    return fields.has(FIELD);
  }

  /**
   * A copy to change. A redriven message starts over in it: no tries yet, its {@code deadLetter}
   * kept as the newest of its history, which starts anew where it has become too long. That has the
   * last error; the tries before it are forgotten.
   */
  public static PayloadEditor edit(MessageFields fields) {
    return isRedriven(fields) ? startOver(fields.edit()) : fields.edit();
  }

  private static PayloadEditor startOver(PayloadEditor message) {
    String last = message.json(FIELD).orElse("null");
    String earlier = message.json(HISTORY).map(String::strip).orElse("[]");
    boolean isList = earlier.startsWith("[") && earlier.endsWith("]");
    boolean fits = earlier.length() <= MOST_HISTORY;
    String entries = isList && fits ? earlier.substring(1, earlier.length() - 1) : "";
    String history = "[" + entries + (entries.isBlank() ? "" : ",") + last + "]";
    return FailedAttempts.forget(message.setJson(HISTORY, history).remove(FIELD).remove(RETRIES));
  }
}

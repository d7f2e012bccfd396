package com.couponcommerce.workers.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest entry of the {@code failures} of a message. It may have been written by an earlier
 * version or another program, so each part of it can be missing.
 *
 * @param failureClass name of its class, whatever was written
 * @param rule id of the rule that judged the mail server's reply
 */
public record LastFailure(Optional<String> failureClass, Optional<String> rule) {
  /** Stands for no failure. */
  public static final LastFailure NONE = new LastFailure(Optional.empty(), Optional.empty());

  /** Reads it; {@link #NONE} if the message has no failures. */
  public static LastFailure of(MessageFields fields) {
    return fields.values().get("failures") instanceof List<?> failures
            && !failures.isEmpty()
            && failures.get(failures.size() - 1) instanceof Map<?, ?> last
        ? new LastFailure(DeadLetterNote.text(last, "class"), DeadLetterNote.text(last, "rule"))
        : NONE;
  }
}

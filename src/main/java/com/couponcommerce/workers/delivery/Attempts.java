package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;

/**
 * How often a message failed and how often it may.
 *
 * @param retries failed tries so far
 * @param most failed tries after which it is given up
 */
public record Attempts(int retries, int most) {
  /** A message cannot ask for more tries than this, nor have had more. */
  private static final int BOUND = 1000;

  /**
   * As the message says; {@code usualMost} where it does not say. What was a dead letter starts
   * over.
   */
  public static Attempts of(MessageFields fields, int usualMost) throws RefusedMessageException {
    return new Attempts(
        DeadLetterNote.isRedriven(fields) ? 0 : fields.count("retries", BOUND).orElse(0),
        fields.count("maxRetries", BOUND).orElse(usualMost));
  }
}

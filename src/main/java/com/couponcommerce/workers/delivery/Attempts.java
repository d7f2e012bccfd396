package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;

/**
 * Counts of a message's attempts.
 *
 * @param retries failed attempts so far
 * @param maxRetries failed attempts after which it is dead-lettered
 */
public record Attempts(int retries, int maxRetries) {
  /** Limit of both counts in a payload. */
  private static final int MAX = 1000;

  /**
   * Reads the counts of a message. A redriven dead letter starts over.
   *
   * @param defaultMaxRetries limit of a message that has none of its own
   */
  public static Attempts of(MessageFields fields, int defaultMaxRetries)
      throws RefusedMessageException {
    return new Attempts(
        DeadLetterNote.isRedriven(fields) ? 0 : fields.count("retries", MAX).orElse(0),
        fields.reader().count(CommonFields.MAX_RETRIES, MAX).orElse(defaultMaxRetries));
  }
}

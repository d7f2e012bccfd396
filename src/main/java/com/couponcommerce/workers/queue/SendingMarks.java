package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageId;

/**
 * Which messages of a channel are with its provider at this moment. Whoever finds a marked message
 * without a living worker knows that it may have been sent.
 */
public interface SendingMarks {

  void mark(MessageId id);

  void unmark(MessageId id);

  boolean isMarked(MessageId id);
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageId;

/**
 * Marks the messages of a channel that are with its provider at this moment. A marked message
 * without a living worker may have been sent.
 */
public interface SendingMarks {

  void mark(MessageId id);

  void unmark(MessageId id);

  boolean isMarked(MessageId id);
}

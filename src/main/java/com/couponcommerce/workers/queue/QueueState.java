package com.couponcommerce.workers.queue;

import java.util.Locale;

/** Where a message can be on the queue; {@link #id()} is the label and the end of the Redis key. */
public enum QueueState {
  PENDING,
  PROCESSING,
  RETRY,
  DEAD_LETTER;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public long of(QueueCounts counts) {
    return switch (this) {
      case PENDING -> counts.pending();
      case PROCESSING -> counts.processing();
      case RETRY -> counts.retry();
      case DEAD_LETTER -> counts.deadLetter();
    };
  }
}

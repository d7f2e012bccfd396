package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.queue.QueueCounts;
import java.util.Locale;

/** Where a message can be on the queue; {@link #id()} is the label and the end of the Redis key. */
enum QueueState {
  PENDING,
  PROCESSING,
  RETRY,
  DEAD_LETTER;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  long of(QueueCounts counts) {
    return switch (this) {
      case PENDING -> counts.pending();
      case PROCESSING -> counts.processing();
      case RETRY -> counts.retry();
      case DEAD_LETTER -> counts.deadLetter();
    };
  }
}

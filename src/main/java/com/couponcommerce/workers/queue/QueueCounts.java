package com.couponcommerce.workers.queue;

/** How many messages of a channel are in each state, all counted at the same moment. */
public record QueueCounts(long pending, long processing, long retry, long deadLetter) {
  public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0);

  public QueueCounts plus(QueueCounts other) {
    return new QueueCounts(
        pending + other.pending,
        processing + other.processing,
        retry + other.retry,
        deadLetter + other.deadLetter);
  }
}

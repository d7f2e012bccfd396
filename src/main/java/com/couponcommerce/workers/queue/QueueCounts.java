package com.couponcommerce.workers.queue;

import java.util.List;

/** How many messages of a channel are in each state, all counted at the same moment. */
public record QueueCounts(long pending, long processing, long retry, long deadLetter) {
  public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0);

  /** Reads {pending, processing, retry, dead letters}. */
  static QueueCounts read(Reply reply) {
    List<?> counts = reply.list();
    return new QueueCounts(
        (Long) counts.get(0), (Long) counts.get(1), (Long) counts.get(2), (Long) counts.get(3));
  }

  public QueueCounts plus(QueueCounts other) {
    return new QueueCounts(
        pending + other.pending,
        processing + other.processing,
        retry + other.retry,
        deadLetter + other.deadLetter);
  }
}

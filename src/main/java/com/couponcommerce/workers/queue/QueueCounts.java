package com.couponcommerce.workers.queue;

/** The number of messages of a channel in each state, all counted at the same moment. */
public record QueueCounts(long pending, long processing, long retry, long deadLetter) {
  public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0);
}

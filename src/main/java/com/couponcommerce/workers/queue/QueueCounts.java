package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/** The number of messages of a channel in each state, all counted at the same moment. */
public record QueueCounts(long pending, long processing, long retry, long deadLetter) {
  public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0);

  /** Returns the keys of a channel in the order of {@code count.lua}. */
  static List<String> keys(QueueKeys keys) {
    return List.of(keys.pending(), keys.processing(), keys.retry(), keys.deadLetter());
  }

  /** Reads {pending, processing, retry, dead letters} of each channel. */
  static List<QueueCounts> read(Reply reply) {
    List<?> counts = reply.list();
    List<QueueCounts> read = new ArrayList<>();
    for (int i = 0; i < counts.size(); i += 4) {
      read.add(
          new QueueCounts(
              (Long) counts.get(i),
              (Long) counts.get(i + 1),
              (Long) counts.get(i + 2),
              (Long) counts.get(i + 3)));
    }
    return read;
  }

  public QueueCounts plus(QueueCounts other) {
    return new QueueCounts(
        pending + other.pending,
        processing + other.processing,
        retry + other.retry,
        deadLetter + other.deadLetter);
  }
}

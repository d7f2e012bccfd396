package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.queue.redis.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a promotion brought.
 *
 * @param moved messages moved from retry to pending
 * @param nextDue how long until the next one is due; empty where none waits
 */
public record Promotion(int moved, Optional<Duration> nextDue) {

  /** Reads {moved, ms until the next is due or less than zero}. */
  static Promotion read(Reply reply) {
    List<?> values = reply.list();
    long next = (Long) values.get(1);
    return new Promotion(
        Reply.number(values.get(0)),
        next < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(next)));
  }
}

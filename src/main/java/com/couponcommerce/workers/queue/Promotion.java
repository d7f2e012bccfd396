package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.queue.redis.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of a promotion.
 *
 * @param moved messages moved from retry to pending
 * @param nextDue time until the next one is due; empty if none waits
 */
public record Promotion(int moved, Optional<Duration> nextDue) {

  /** Reads {moved, ms until the next is due or a negative number}. */
  static Promotion read(Reply reply) {
    List<?> values = reply.list();
    long next = (Long) values.get(1);
    return new Promotion(
        Reply.number(values.get(0)),
        next < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(next)));
  }
}

package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Rate limit of a channel at the provider. The permits for claims are not enough: a connection that
 * takes a second to open delays the messages permitted in that second, and the provider would then
 * get them all at once.
 */
public final class ChannelLimit {
  /**
   * Longest time that a message keeps a thread and a connection to wait for its turn. At 20 per
   * second, a hundred messages wait no longer; and every server waits longer for a client.
   */
  static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final RateLimiter limiter;
  private final Supplier<Optional<RateLimit>> limit;
  private final StopSignal stop;

  /** Fair lock: threads take turns in their order, and only one of an instance asks Redis. */
  private final Lock turn = new ReentrantLock(true);

  /**
   * Makes the limit of one channel.
   *
   * @param limit current limit; empty: none
   * @param stop ends all waits
   */
  public ChannelLimit(RateLimiter limiter, Supplier<Optional<RateLimit>> limit, StopSignal stop) {
    this.limiter = limiter;
    this.limit = limit;
    this.stop = stop;
  }

  /**
   * Waits for the turn of one message, which is to be handed over at once.
   *
   * @return false if its turn does not come within {@link #MAX_WAIT} or before a stop, or if Redis
   *     does not answer
   */
  public boolean await() {
    if (limit.get().isEmpty()) {
      return true;
    }
    try {
      if (!turn.tryLock(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      return awaitNext();
    } catch (QueueUnavailableException e) {
      return false;
    } finally {
      turn.unlock();
    }
  }

  private boolean awaitNext() {
    Duration left = MAX_WAIT;
    for (Optional<RateLimit> now = limit.get(); now.isPresent(); now = limit.get()) {
      Duration wait = limiter.handOver(now.get());
      if (wait.isZero()) {
        return true;
      }
      if (wait.compareTo(left) > 0 || stop.pause(wait)) {
        return false;
      }
      left = left.minus(wait);
    }
    return true;
  }
}

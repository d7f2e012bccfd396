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
 * Lets a channel hand over no more than its limit allows. The permits for claims are not enough: a
 * connection that takes a second to open holds up what was permitted in that second, and the
 * provider would then see it all at once.
 */
public final class ChannelLimit {
  /**
   * So long a message may keep a slot and a connection to wait for its turn. Longer than a hundred
   * messages wait at 20 a second, and shorter than any server waits for a client.
   */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final RateLimiter limiter;
  private final Supplier<Optional<RateLimit>> limit;
  private final StopSignal giveUp;

  /** Whose turn it is: in the order in which they came, and only one of an instance asks Redis. */
  private final Lock turn = new ReentrantLock(true);

  /**
   * The limit of one channel.
   *
   * @param limit as it is now; empty: none
   * @param giveUp ends all waiting
   */
  public ChannelLimit(RateLimiter limiter, Supplier<Optional<RateLimit>> limit, StopSignal giveUp) {
    this.limiter = limiter;
    this.limit = limit;
    this.giveUp = giveUp;
  }

  /**
   * Waits for the turn of one message, which is to be handed over at once.
   *
   * @return false where its turn does not come in {@link #LONGEST_WAIT}, before a stop, or because
   *     Redis does not answer
   */
  public boolean await() {
    if (limit.get().isEmpty()) {
      return true;
    }
    try {
      if (!turn.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
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
    Duration left = LONGEST_WAIT;
    for (Optional<RateLimit> now = limit.get(); now.isPresent(); now = limit.get()) {
      Duration wait = limiter.handOver(now.get());
      if (wait.isZero()) {
        return true;
      }
      if (wait.compareTo(left) > 0 || giveUp.pause(wait)) {
        return false;
      }
      left = left.minus(wait);
    }
    return true;
  }
}

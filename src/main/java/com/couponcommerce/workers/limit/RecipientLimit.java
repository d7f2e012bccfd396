package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Rate limit of a channel per recipient. */
public final class RecipientLimit {
  private final RateLimiter limiter;
  private final Supplier<Optional<RateLimit>> limit;
  private final UntilAnswered untilAnswered;

  /**
   * @param limit current limit; empty: none
   */
  public RecipientLimit(
      RateLimiter limiter, Supplier<Optional<RateLimit>> limit, UntilAnswered untilAnswered) {
    this.limiter = limiter;
    this.limit = limit;
    this.untilAnswered = untilAnswered;
  }

  /**
   * Asks for one message, and counts it if it may be sent.
   *
   * @return zero if it may be sent now, else the time that it has to wait
   * @throws QueueUnavailableException if Redis is unavailable and the application stops
   */
  public Duration admit(List<String> recipients) {
    Optional<RateLimit> now = limit.get();
    if (now.isEmpty() || recipients.isEmpty()) {
      return Duration.ZERO;
    }
    RateLimit found = now.get();
    return untilAnswered.call(() -> limiter.admit(found, Set.copyOf(recipients))).value();
  }
}

package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps a channel from sending more to one recipient than the administrator allows. */
public final class RecipientLimit {
  private final RateLimiter limiter;
  private final Supplier<Optional<RateLimit>> limit;
  private final UntilAnswered untilAnswered;

  /**
   * @param limit as it is now; empty: none
   */
  public RecipientLimit(
      RateLimiter limiter, Supplier<Optional<RateLimit>> limit, UntilAnswered untilAnswered) {
    this.limiter = limiter;
    this.limit = limit;
    this.untilAnswered = untilAnswered;
  }

  /**
   * Asks for one message, and counts it where it may go.
   *
   * @return zero where it may be sent now, else how long it has to wait
   * @throws QueueUnavailableException where Redis is away and the application stops
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

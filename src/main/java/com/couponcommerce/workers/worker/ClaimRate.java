package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.Pace;
import com.couponcommerce.workers.queue.Permits;
import com.couponcommerce.workers.queue.RateLimiter;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * How many messages may be claimed: as many as the channel's limit and this instance's pace allow.
 */
final class ClaimRate {
  private final RateLimiter limiter;
  private final Optional<RateLimit> limit;
  private final Pace pace;

  /**
   * @param limit of the whole channel; empty: none
   */
  ClaimRate(ChannelContext<?> context, Optional<RateLimit> limit) {
    this.limiter = context.limiter();
    this.limit = limit;
    this.pace = context.pace();
  }

  /** False where nobody need ask. */
  boolean isLimited() {
    return limit.isPresent() || pace.isLimited();
  }

  /** Asks for up to {@code most} messages, to be claimed and sent at once. */
  Permits ask(int most) {
    int paced = pace.take(most);
    Duration wait = pace.untilNext();
    if (paced == 0 || limit.isEmpty()) {
      return new Permits(paced, wait);
    }
    Permits permits = limiter.permit(limit.get(), paced);
    return wait.compareTo(permits.untilNext()) > 0 ? new Permits(permits.granted(), wait) : permits;
  }
}

package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Rate at which messages may be claimed: as many as the channel's limit and this instance's pace
 * allow.
 */
public final class ClaimRate {
  private final RateLimiter limiter;
  private final Supplier<Optional<RateLimit>> limit;
  private final Pace pace;
  private final PermitWaits waits;

  /**
   * @param limit current limit of the whole channel; empty: none
   */
  public ClaimRate(
      RateLimiter limiter, Supplier<Optional<RateLimit>> limit, Pace pace, PermitWaits waits) {
    this.limiter = limiter;
    this.limit = limit;
    this.pace = pace;
    this.waits = waits;
  }

  /** Returns true if permits are needed. */
  public boolean isLimited() {
    return limit.get().isPresent() || pace.isLimited();
  }

  /** Asks for up to {@code max} permits, for messages to be claimed and sent at once. */
  public Permits ask(int max) {
    waits.asked();
    Permits permits = permits(max);
    waits.answered(permits.untilNext());
    return permits;
  }

  private Permits permits(int max) {
    int paced = pace.take(max);
    Duration wait = pace.untilNext();
    Optional<RateLimit> now = limit.get();
    if (paced == 0 || now.isEmpty()) {
      return new Permits(paced, wait);
    }
    Permits permits = limiter.permit(now.get(), paced);
    return wait.compareTo(permits.untilNext()) > 0 ? new Permits(permits.granted(), wait) : permits;
  }
}

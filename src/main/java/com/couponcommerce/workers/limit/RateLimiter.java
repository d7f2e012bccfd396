package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Set;

/**
 * Keeps the rate limits of one channel across all instances.
 *
 * <p>Every method throws {@link QueueUnavailableException} if Redis does not answer or refuses. A
 * call that is repeated after a lost reply may count twice: less is sent then, never more.
 */
public interface RateLimiter {

  /**
   * Requests permits to claim, to be used at once. They are spaced evenly, without bursts, and a
   * little slower than the limit allows: if a send takes longer than the next one, the provider
   * sees the two closer together than they were permitted.
   *
   * @return at most {@code max}; none if the limit is reached
   */
  Permits permit(RateLimit limit, int max);

  /**
   * Requests the hand-over of one message to the provider, spaced like permits but counted
   * separately: messages that were permitted in time and then delayed are spaced again.
   *
   * @return zero if it may go now, at once; otherwise the time after which to call again
   */
  Duration handOver(RateLimit limit);

  /**
   * Admits one message to its recipients and counts it if it may go now. A recipient may get all
   * messages that the limit allows at once.
   *
   * @return zero if it may go, otherwise the time until it may
   */
  Duration admit(RateLimit limit, Set<String> recipients);
}

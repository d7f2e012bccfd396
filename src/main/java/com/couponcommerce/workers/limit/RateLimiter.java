package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Set;

/**
 * Keeps the rate limits of one channel across all instances.
 *
 * <p>Every method throws {@link QueueUnavailableException} where Redis does not answer or refuses.
 * Called again after a lost reply, it may count twice: less is sent then, never more.
 */
public interface RateLimiter {

  /**
   * Asks for permits to claim, to be used at once. They come evenly spaced and not in bursts, and a
   * little slower than the limit allows: where a send takes longer than the one before it, the
   * provider sees the two closer together than they were permitted.
   *
   * @return at most {@code most}; none where the limit is reached
   */
  Permits permit(RateLimit limit, int most);

  /**
   * Asks for one message that is about to go to the provider, spaced as permits are but counted by
   * itself: what was permitted in time and then held up is spaced again.
   *
   * @return zero where it may go now, at once; else how long until it may, and then it asks again
   */
  Duration handOver(RateLimit limit);

  /**
   * Asks whether one message may go to its recipients now, and counts it where it may. A recipient
   * may have all that the limit allows at once.
   *
   * @return zero where it may, else how long until it will
   */
  Duration admit(RateLimit limit, Set<String> recipients);
}

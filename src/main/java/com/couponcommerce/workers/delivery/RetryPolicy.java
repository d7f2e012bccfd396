package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.RetrySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a failed message is tried again. Waits are lengthened by up to a tenth, never shortened, so
 * that messages that failed together do not come back together and no producer's or provider's
 * minimum is undercut.
 */
public final class RetryPolicy {
  private static final double JITTER = 0.1;

  private final CurrentSettings settings;
  private final RandomGenerator random;

  public RetryPolicy(CurrentSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The wait before the next try.
   *
   * @param retries failed tries so far, this one included; at least 1
   */
  public Duration delay(int retries, Failure failure) {
    if (failure.atOnce()) {
      return Duration.ZERO;
    }
    return jittered(failure.retryAfter().orElseGet(() -> backoff(retries)));
  }

  private Duration backoff(int retries) {
    RetrySettings now = settings.get().retry();
    double factor = Math.pow(now.multiplier(), Math.max(0, retries - 1));
    double millis = now.delay().toMillis() * factor;
    double bound = Math.max(now.maxDelay().toMillis(), now.delay().toMillis());
    return Duration.ofMillis((long) Math.min(millis, bound));
  }

  private Duration jittered(Duration delay) {
    return delay.plusMillis((long) (delay.toMillis() * JITTER * random.nextDouble()));
  }
}

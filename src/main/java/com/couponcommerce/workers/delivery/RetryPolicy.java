package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.RetrySettings;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Delay before the next attempt of a failed message. A delay is lengthened by up to a tenth, so
 * that messages that failed together do not come back together. It is never shortened, so that it
 * is no shorter than the settings or the provider ask for.
 */
public final class RetryPolicy {
  private static final double JITTER = 0.1;
  private static final Duration NOT_AT_FAULT = Duration.ofSeconds(1);

  private final CurrentSettings settings;
  private final RandomGenerator random;

  public RetryPolicy(CurrentSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * Returns the delay before the next attempt.
   *
   * @param retries failed attempts so far, this one included; at least 1
   */
  public Duration delay(int retries, Failure failure) {
    if (failure.atOnce()) {
      return Duration.ZERO;
    }
    Optional<Duration> later = retries > 1 ? failure.laterRetryAfter() : Optional.empty();
    return jittered(later.or(failure::retryAfter).orElseGet(() -> backoff(retries)));
  }

  /**
   * Returns the delay before the next attempt of a message that is not at fault. It is short, since
   * the gate keeps the message back for as long as the fault lasts.
   */
  public Duration delayNotAtFault(Failure failure) {
    return jittered(failure.retryAfter().orElse(NOT_AT_FAULT));
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

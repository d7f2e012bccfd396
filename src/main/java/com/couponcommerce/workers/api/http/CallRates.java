package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.settings.RateLimit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits how often a caller may ask this instance. After a pause as long as the limit's time unit,
 * a caller may send all its requests at once, and then one at a time at even intervals (a leaky
 * bucket, ITU-T I.371). The state is one number for each caller.
 */
@Singleton
public class CallRates {
  /** Number of callers that are remembered, the latest ones: about 1 MB. */
  static final int MAX_CALLERS = 10_000;

  private final LongSupplier nanoTime;
  private final long start;

  /**
   * Time at which the bucket of a caller is empty, in ns since {@link #start}; the latest caller is
   * last.
   */
  private final Map<String, Long> empty = new LinkedHashMap<>(16, 0.75f, true);

  @Inject
  public CallRates() {
    this(System::nanoTime);
  }

  CallRates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Counts a request.
   *
   * @return zero if the request may be served, otherwise the time until the next one may
   */
  synchronized Duration admit(String caller, RateLimit limit) {
    long now = nanoTime.getAsLong() - start;
    long share = limit.per().toNanos() / limit.permits();
    long then = Math.max(now, empty.getOrDefault(caller, now)) + share;
    long tooSoon = then - now - limit.per().toNanos();
    if (tooSoon > 0) {
      return Duration.ofNanos(tooSoon);
    }
    empty.put(caller, then);
    if (empty.size() > MAX_CALLERS) {
      empty.remove(empty.keySet().iterator().next());
    }
    return Duration.ZERO;
  }
}

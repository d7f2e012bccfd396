package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.settings.RateLimit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each caller has asked this instance. Who was quiet for the time of the limit may ask as
 * often as the limit says at once, and after that as evenly as it says (a leaky bucket, ITU-T
 * I.371). That takes one number for each caller.
 */
@Singleton
public class CallRates {
  /** Callers that are remembered, the latest: about a megabyte. */
  static final int MAX_CALLERS = 10_000;

  private final LongSupplier nanoTime;
  private final long start;

  /** When the caller's bucket will be empty, in ns since {@link #start}; the latest caller last. */
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
   * @return zero where it may be served, else how long until one may
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

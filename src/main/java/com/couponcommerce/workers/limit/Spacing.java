package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.settings.RateLimit;
import java.util.concurrent.TimeUnit;

/**
 * How far apart permits are granted.
 *
 * @param intervalMicros between two
 * @param earlyMicros how much of it a permit may miss, to make up for one that was asked for late
 */
record Spacing(long intervalMicros, long earlyMicros) {
  /**
   * By how much the interval is longer than the limit asks for. Of this, {@link #EARLY} is for who
   * asks late, and the rest for sends that take unequally long: 55 ms of a second.
   */
  private static final double SLACK = 0.07;

  private static final double EARLY = 0.015;

  static Spacing of(RateLimit limit) {
    double micros = TimeUnit.NANOSECONDS.toMicros(limit.per().toNanos());
    return new Spacing(
        (long) Math.ceil(micros * (1 + SLACK) / limit.permits()), (long) (micros * EARLY));
  }
}

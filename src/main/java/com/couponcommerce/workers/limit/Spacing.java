package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.settings.RateLimit;
import java.util.concurrent.TimeUnit;

/**
 * The distance between permits.
 *
 * @param intervalMicros time between two permits
 * @param earlyMicros part of it by which a permit may come early, to make up for a late request
 */
record Spacing(long intervalMicros, long earlyMicros) {
  /**
   * Part by which the interval is longer than the limit requires: {@link #EARLY} of it makes up for
   * late requests, and the rest, 55 ms of a second, for sends of different duration.
   */
  private static final double SLACK = 0.07;

  private static final double EARLY = 0.015;

  static Spacing of(RateLimit limit) {
    double micros = TimeUnit.NANOSECONDS.toMicros(limit.per().toNanos());
    return new Spacing(
        (long) Math.ceil(micros * (1 + SLACK) / limit.permits()), (long) (micros * EARLY));
  }
}

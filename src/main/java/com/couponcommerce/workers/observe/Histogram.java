package com.couponcommerce.workers.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Histogram of durations as Prometheus defines it: counts never fall, so that rates and quantiles
 * over any time and over several instances are correct. Payara's own histogram fills its buckets
 * from a sample of 1,028 values that it replaces over time, so its counts fall too. Recording takes
 * no lock.
 */
final class Histogram {
  private final long[] boundNanos;
  private final LongAdder[] counts;

  /** Sum in seconds: a few thousand waits of a month would overflow nanoseconds in a long. */
  private final DoubleAdder seconds = new DoubleAdder();

  /**
   * Creates an empty histogram.
   *
   * @param bounds upper bounds of the buckets in ascending order; the bucket without a bound is
   *     added
   */
  Histogram(Duration... bounds) {
    boundNanos = Arrays.stream(bounds).mapToLong(Duration::toNanos).toArray();
    counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, bucket -> new LongAdder());
  }

  void record(Duration took) {
    long tookNanos = took.toNanos();
    int bucket = 0;
    while (bucket < boundNanos.length && tookNanos > boundNanos[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    seconds.add(tookNanos / 1e9);
  }

  /** Returns the upper bounds in seconds as values of the label {@code le}; the last is +Inf. */
  List<String> bounds() {
    List<String> bounds = new ArrayList<>();
    for (long bound : boundNanos) {
      bounds.add(Double.toString(bound / 1e9));
    }
    bounds.add("+Inf");
    return bounds;
  }

  /**
   * Returns the number of durations up to a bound.
   *
   * @param bucket index in {@link #bounds}
   */
  long upTo(int bucket) {
    long sum = 0;
    for (int i = 0; i <= bucket; i++) {
      sum += counts[i].sum();
    }
    return sum;
  }

  long count() {
    return upTo(boundNanos.length);
  }

  double seconds() {
    return seconds.sum();
  }
}

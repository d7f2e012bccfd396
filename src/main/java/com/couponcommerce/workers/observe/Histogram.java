package com.couponcommerce.workers.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durations as Prometheus wants them: each count only grows, so that rates and quantiles over any
 * time and over several instances are right. Payara's own histogram fills its buckets from a sample
 * of a thousand and 28 values that it replaces as it goes, so they fall as well as rise. Recording
 * takes no lock.
 */
final class Histogram {
  private final long[] boundNanos;
  private final LongAdder[] counts;

  /** Not nanoseconds in a long, which a few thousand waits of a month would fill. */
  private final DoubleAdder seconds = new DoubleAdder();

  /**
   * An empty one.
   *
   * @param bounds upper bounds of the buckets, the least first; one without a bound comes by itself
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

  /** The buckets' upper bounds in seconds, as the label {@code le} has them; the last is +Inf. */
  List<String> bounds() {
    List<String> bounds = new ArrayList<>();
    for (long bound : boundNanos) {
      bounds.add(Double.toString(bound / 1e9));
    }
    bounds.add("+Inf");
    return bounds;
  }

  /**
   * How many durations were no longer than a bound.
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

package com.couponcommerce.workers.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram as Prometheus wants it: each count only grows, so that rates and quantiles over any
 * time and over several instances are right. Payara's own fills its buckets from a sample of a
 * thousand and 28 tries that it replaces as it goes, so they fall as well as rise. Recording takes
 * no lock.
 */
final class SendDurations {
  /** From a local relay that answers at once to the longest timeout of one answer. */
  private static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(2500),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private static final long[] BOUND_NANOS = BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

  private final LongAdder[] counts = new LongAdder[BOUND_NANOS.length + 1];
  private final LongAdder nanos = new LongAdder();

  SendDurations() {
    Arrays.setAll(counts, bucket -> new LongAdder());
  }

  void record(Duration took) {
    long tookNanos = took.toNanos();
    int bucket = 0;
    while (bucket < BOUND_NANOS.length && tookNanos > BOUND_NANOS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(tookNanos);
  }

  /** The buckets' upper bounds in seconds, as the label {@code le} has them; the last is +Inf. */
  static List<String> bounds() {
    List<String> bounds = new ArrayList<>();
    for (long bound : BOUND_NANOS) {
      bounds.add(Double.toString(bound / 1e9));
    }
    bounds.add("+Inf");
    return bounds;
  }

  /**
   * Tries that took no longer than a bound.
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
    return upTo(BOUND_NANOS.length);
  }

  double seconds() {
    return nanos.sum() / 1e9;
  }
}

package com.couponcommerce.workers.bench;

import java.util.Arrays;

/** Collects latencies and computes their percentiles. */
final class Latencies {
  private final long[] nanos;

  Latencies(long[] nanos) {
    this.nanos = nanos.clone();
    Arrays.sort(this.nanos);
  }

  /** Returns a percentile in milliseconds. */
  double percentile(double percent) {
    int index = (int) Math.ceil(percent / 100 * nanos.length) - 1;
    return nanos[Math.max(0, index)] / 1e6;
  }
}

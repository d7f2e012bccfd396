package com.couponcommerce.workers.bench;

import java.util.Arrays;

/** Times of which percentiles are wanted. */
final class Latencies {
  private final long[] nanos;

  Latencies(long[] nanos) {
    this.nanos = nanos.clone();
    Arrays.sort(this.nanos);
  }

  /** In milliseconds. */
  double percentile(double percent) {
    int index = (int) Math.ceil(percent / 100 * nanos.length) - 1;
    return nanos[Math.max(0, index)] / 1e6;
  }

  @Override
  public String toString() {
    return "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, most %.2f ms"
        .formatted(percentile(50), percentile(95), percentile(99), percentile(100));
  }
}

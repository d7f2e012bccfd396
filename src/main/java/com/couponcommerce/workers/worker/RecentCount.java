package com.couponcommerce.workers.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts events: in total, and for each second of the last 15 minutes. */
final class RecentCount {
  static final Duration MAX_WINDOW = Duration.ofMinutes(15);

  /** Seconds that are kept: the whole ones and the current one. */
  private static final int KEPT = (int) MAX_WINDOW.toSeconds() + 1;

  private static final long NANOS = 1_000_000_000L;

  /** Count of each second; second s is at index s modulo the length. */
  private final int[] counts = new int[KEPT];

  private final LongSupplier nanoTime;
  private long second;
  private long total;

  /**
   * @param nanoTime monotonic clock
   */
  RecentCount(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.second = currentSecond();
  }

  synchronized void add(int events) {
    forgetOld();
    counts[slot(second)] += events;
    total += events;
  }

  synchronized long total() {
    return total;
  }

  /**
   * Returns the events of the last whole seconds.
   *
   * @param window whole seconds, at most {@link #MAX_WINDOW}
   */
  synchronized long last(Duration window) {
    forgetOld();
    long sum = 0;
    for (long s = second - window.toSeconds(); s < second; s++) {
      sum += counts[slot(s)];
    }
    return sum;
  }

  private void forgetOld() {
    long now = currentSecond();
    for (long s = Math.max(second + 1, now - KEPT + 1); s <= now; s++) {
      counts[slot(s)] = 0;
    }
    second = now;
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) KEPT);
  }

  private long currentSecond() {
    return Math.floorDiv(nanoTime.getAsLong(), NANOS);
  }
}

package com.couponcommerce.workers.duty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits on a monitor for a condition, for a bounded time. */
public final class MonitorWait {
  private MonitorWait() {}

  /**
   * Waits; an interruption ends that and stays set.
   *
   * @param monitor held by the caller; who changes the condition notifies those that wait on it
   * @return the condition at the end
   */
  public static boolean until(Object monitor, BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toNanos();
          !condition.getAsBoolean() && left > 0;
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(monitor, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return condition.getAsBoolean();
  }
}

package com.couponcommerce.workers.duty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits on a monitor for a condition, for a bounded time. */
public final class MonitorWait {
  private MonitorWait() {}

  /**
   * Waits for a condition; an interruption ends the wait and stays set.
   *
   * @param monitor owned by the caller, and notified when the condition changes
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

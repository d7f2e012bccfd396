package com.couponcommerce.workers.duty;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Signal that is given once, when the application stops. Threads pause on it, so that a stop ends
 * every pause.
 */
public class StopSignal {
  private final CountDownLatch given = new CountDownLatch(1);

  public void give() {
    given.countDown();
  }

  public boolean isGiven() {
    return given.getCount() == 0;
  }

  /**
   * Waits for the duration or the signal.
   *
   * @return true if the signal was given meanwhile, or the thread was interrupted
   */
  public boolean pause(Duration duration) {
    try {
      return given.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

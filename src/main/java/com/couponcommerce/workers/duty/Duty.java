package com.couponcommerce.workers.duty;

import java.time.Duration;

/** A task that runs again and again in the background. */
public interface Duty {

  /** Returns the name for log and health, such as {@code "email drain"}. */
  String name();

  /**
   * Does the task once. Called by one thread at a time; may throw anything, and is called again all
   * the same.
   *
   * @return pause before the next run
   */
  Duration runOnce();
}

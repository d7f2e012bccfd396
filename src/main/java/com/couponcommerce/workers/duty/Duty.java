package com.couponcommerce.workers.duty;

import java.time.Duration;

/** Something to be done over and over in the background. */
public interface Duty {

  /** For log and health, such as {@code "email drain"}. */
  String name();

  /**
   * Does it once. Called by one thread at a time; may throw anything, and is called again all the
   * same.
   *
   * @return how long to wait before the next time
   */
  Duration runOnce();
}

package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.Duty;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Applies changed settings, and wakes duties that may pause for the old time. */
final class SettingsRefresher implements Duty {
  /** Interval: short for an administrator who watches the log, long for about fifty look-ups. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final BooleanSupplier refresh;
  private final Runnable changed;

  /**
   * @param changed runs after each change
   */
  SettingsRefresher(BooleanSupplier refresh, Runnable changed) {
    this.refresh = refresh;
    this.changed = changed;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public Duration runOnce() {
    if (refresh.getAsBoolean()) {
      changed.run();
    }
    return EVERY;
  }
}

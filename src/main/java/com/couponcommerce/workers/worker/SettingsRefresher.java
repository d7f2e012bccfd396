package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.settings.SettingsWatch;
import java.time.Duration;

/** Has changed settings taken over, and tells those who may be in a pause of the old length. */
final class SettingsRefresher implements Duty {
  /** Soon enough for whoever watches the log after a change, and seldom for some fifty look-ups. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final SettingsWatch watch;
  private final Runnable changed;

  /**
   * @param changed runs after each change
   */
  SettingsRefresher(SettingsWatch watch, Runnable changed) {
    this.watch = watch;
    this.changed = changed;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public Duration runOnce() {
    if (watch.refresh()) {
      changed.run();
    }
    return EVERY;
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.Promotion;
import com.couponcommerce.workers.settings.CurrentSettings;
import java.time.Duration;

/** Moves messages whose wait is over back to pending. */
public final class Promoter implements Duty {
  private static final int MAX_PER_RUN = 100;

  /** Shortest pause; due times are whole milliseconds, so that shorter ones would find no more. */
  private static final Duration MIN_PAUSE = Duration.ofMillis(5);

  private final MessageQueue queue;
  private final CurrentSettings settings;

  public Promoter(MessageQueue queue, CurrentSettings settings) {
    this.queue = queue;
    this.settings = settings;
  }

  @Override
  public String name() {
    return queue.channel() + " promote";
  }

  @Override
  public Duration runOnce() {
    Promotion promotion = queue.promote(MAX_PER_RUN);
    if (promotion.moved() == MAX_PER_RUN) {
      return Duration.ZERO;
    }
    Duration pollInterval = settings.get().pollInterval();
    Duration next = promotion.nextDue().orElse(pollInterval);
    Duration atMost = next.compareTo(pollInterval) < 0 ? next : pollInterval;
    return atMost.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : atMost;
  }
}

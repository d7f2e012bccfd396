package com.couponcommerce.workers.limit;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells how long messages waited for a permit. Whoever asks for permits does so when something is
 * pending; whether that was so all the time since it was last told to wait, nobody asks. So the
 * wait counts when it is followed by the next question soon: later, nothing had been pending.
 */
public final class PermitWaits {
  /** For the way from the end of a pause to the next question, on a busy machine too. */
  private static final Duration SOON = Duration.ofMillis(250);

  private final LongSupplier nanoTime;
  private final Consumer<Duration> waited;
  private long told;
  private Duration wait = Duration.ZERO;

  /**
   * @param waited hears of each wait when it is over
   */
  public PermitWaits(LongSupplier nanoTime, Consumer<Duration> waited) {
    this.nanoTime = nanoTime;
    this.waited = waited;
  }

  /** Somebody asks for a permit. */
  void asked() {
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - told);
    if (!wait.isZero() && since.compareTo(wait.plus(SOON)) <= 0) {
      waited.accept(since.compareTo(wait) < 0 ? since : wait);
    }
  }

  /**
   * They were answered.
   *
   * @param untilNext how long until one more is granted; zero: they need not wait
   */
  void answered(Duration untilNext) {
    told = nanoTime.getAsLong();
    wait = untilNext;
  }
}

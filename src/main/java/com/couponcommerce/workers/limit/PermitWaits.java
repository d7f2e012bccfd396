package com.couponcommerce.workers.limit;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures how long messages wait for permits. The drainer asks for permits only while a message is
 * pending, but does not check whether one was pending during the whole wait. So a wait counts only
 * if the next request follows it soon: after a longer time, nothing was pending.
 */
public final class PermitWaits {
  /** Time from the end of a wait to the next request, even on a busy machine. */
  private static final Duration SOON = Duration.ofMillis(250);

  private final LongSupplier nanoTime;
  private final Consumer<Duration> waited;
  private long answeredAt;
  private Duration wait = Duration.ZERO;

  /**
   * @param waited gets the length of each wait when it is over
   */
  public PermitWaits(LongSupplier nanoTime, Consumer<Duration> waited) {
    this.nanoTime = nanoTime;
    this.waited = waited;
  }

  /** Notes a request for permits. */
  void asked() {
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - answeredAt);
    if (!wait.isZero() && since.compareTo(wait.plus(SOON)) <= 0) {
      waited.accept(since.compareTo(wait) < 0 ? since : wait);
    }
  }

  /**
   * Notes the answer to a request.
   *
   * @param untilNext time until one more permit is granted; zero: no wait
   */
  void answered(Duration untilNext) {
    answeredAt = nanoTime.getAsLong();
    wait = untilNext;
  }
}

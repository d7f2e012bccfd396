package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Rate at which this instance sends on a channel after its provider asked for a lower one. It is
 * unlimited until then, and half of the former rate right after. Each second of sends that are not
 * throttled adds a tenth of the former rate, until that is exceeded and the rate is unlimited
 * again.
 */
public final class Pace {
  private static final EventLog LOG = EventLog.of(Pace.class);

  /** Seconds over which the rate is measured, the current one included. */
  private static final int MEASURED_SECONDS = 5;

  private static final double NANOS = 1e9;

  /** Time in which further throttles answer requests that were already in flight; ignored. */
  private static final double QUIET_NANOS = NANOS;

  /** Tolerance by which a message may be early, which makes up for late callers. */
  private static final double EARLY_NANOS = NANOS / 50;

  private final Channel channel;
  private final LongSupplier nanoTime;

  /** Attempts in each of the last seconds; second s is at index s modulo the length. */
  private final int[] attempts = new int[MEASURED_SECONDS];

  private long second;

  /** Messages per second; infinite while the provider has not asked for a lower rate. */
  private double rate = Double.POSITIVE_INFINITY;

  private double formerRate;
  private double due;
  private double changed;

  /**
   * Makes an unlimited pace.
   *
   * @param nanoTime monotonic clock
   */
  public Pace(Channel channel, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.second = second();
  }

  public synchronized boolean isLimited() {
    return rate != Double.POSITIVE_INFINITY;
  }

  /** Notes that the provider answered an attempt and did not ask for a lower rate. */
  public synchronized void works() {
    count();
    double now = nanoTime.getAsLong();
    if (!isLimited() || now - changed < QUIET_NANOS) {
      return;
    }
    changed = now;
    rate += formerRate / 10;
    if (rate > formerRate) {
      rate = Double.POSITIVE_INFINITY;
      LOG.info(LogLine.of("full-speed").with("channel", channel));
    }
  }

  /** Notes that the provider asked for a lower rate. */
  public synchronized void throttled() {
    count();
    double now = nanoTime.getAsLong();
    if (isLimited() && now - changed < QUIET_NANOS) {
      return;
    }
    changed = now;
    if (isLimited()) {
      rate = Math.max(1, rate / 2);
    } else {
      formerRate = measured();
      rate = Math.max(1, formerRate / 2);
      due = now + NANOS / rate;
      LOG.warning(
          LogLine.of("slowed").with("channel", channel).with("per_second", Math.round(rate)));
    }
  }

  /** Takes up to {@code max} permits, to be used at once. */
  public synchronized int take(int max) {
    if (!isLimited()) {
      return max;
    }
    double now = nanoTime.getAsLong();
    due = Math.max(due, now);
    int taken = 0;
    while (taken < max && due <= now + EARLY_NANOS) {
      due += NANOS / rate;
      taken++;
    }
    return taken;
  }

  /** Returns the time until one more message may be sent. */
  public synchronized Duration untilNext() {
    double nanos = isLimited() ? due - EARLY_NANOS - nanoTime.getAsLong() : 0;
    return Duration.ofNanos((long) Math.max(0, nanos));
  }

  private void count() {
    forgetOld();
    attempts[index(second)]++;
  }

  private void forgetOld() {
    long now = second();
    for (long s = Math.max(second + 1, now - MEASURED_SECONDS + 1); s <= now; s++) {
      attempts[index(s)] = 0;
    }
    second = now;
  }

  /** Returns the attempts per second since the first of the measured seconds that has one. */
  private double measured() {
    int sum = 0;
    long first = second;
    for (long s = second; s > second - MEASURED_SECONDS; s--) {
      int inSecond = attempts[index(s)];
      sum += inSecond;
      first = inSecond > 0 ? s : first;
    }
    return sum / Math.max(1, nanoTime.getAsLong() / NANOS - first);
  }

  private static int index(long second) {
    return (int) Math.floorMod(second, (long) MEASURED_SECONDS);
  }

  private long second() {
    return Math.floorDiv(nanoTime.getAsLong(), (long) NANOS);
  }
}

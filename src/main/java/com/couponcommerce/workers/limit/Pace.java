package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast this instance sends on a channel after its provider asked for less: unlimited until
 * then, half of what it was right after, and a tenth of that more with each second of sends that
 * are not throttled, until it is faster than before and unlimited again.
 */
public final class Pace {
  private static final EventLog LOG = EventLog.of(Pace.class);

  /** Over how many seconds, the current one included, the rate is measured. */
  private static final int MEASURED = 5;

  private static final double NANOS = 1e9;

  /** What is on its way when the provider first says "slower" is told so too: once is enough. */
  private static final double QUIET_NANOS = NANOS;

  /** As early as this a message may go, so that who asks late is not slower than the pace. */
  private static final double EARLY_NANOS = NANOS / 50;

  private final Channel channel;
  private final LongSupplier nanoTime;

  /** Tries of each of the last seconds; the second s stands at s modulo the length. */
  private final int[] tries = new int[MEASURED];

  private long second;

  /** Messages a second; without end while the provider never asked for less. */
  private double rate = Double.POSITIVE_INFINITY;

  private double formerRate;
  private double due;
  private double changed;

  /**
   * An unlimited pace.
   *
   * @param nanoTime a clock that never goes back
   */
  public Pace(Channel channel, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.second = second();
  }

  public synchronized boolean isLimited() {
    return rate != Double.POSITIVE_INFINITY;
  }

  /** The provider answered a try, and did not ask for less. */
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

  /** The provider asked for less. */
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

  /** How many of {@code most} may be sent now; to be used at once. */
  public synchronized int take(int most) {
    if (!isLimited()) {
      return most;
    }
    double now = nanoTime.getAsLong();
    due = Math.max(due, now);
    int taken = 0;
    while (taken < most && due <= now + EARLY_NANOS) {
      due += NANOS / rate;
      taken++;
    }
    return taken;
  }

  /** How long until one more may be sent. */
  public synchronized Duration untilNext() {
    double nanos = isLimited() ? due - EARLY_NANOS - nanoTime.getAsLong() : 0;
    return Duration.ofNanos((long) Math.max(0, nanos));
  }

  private void count() {
    forgetOld();
    tries[(int) Math.floorMod(second, (long) MEASURED)]++;
  }

  private void forgetOld() {
    long now = second();
    for (long s = Math.max(second + 1, now - MEASURED + 1); s <= now; s++) {
      tries[(int) Math.floorMod(s, (long) MEASURED)] = 0;
    }
    second = now;
  }

  /** Tries a second since the first of the last seconds in which there was one. */
  private double measured() {
    int sum = 0;
    long first = second;
    for (long s = second; s > second - MEASURED; s--) {
      int inSecond = tries[(int) Math.floorMod(s, (long) MEASURED)];
      sum += inSecond;
      first = inSecond > 0 ? s : first;
    }
    return sum / Math.max(1, nanoTime.getAsLong() / NANOS - first);
  }

  private long second() {
    return Math.floorDiv(nanoTime.getAsLong(), (long) NANOS);
  }
}

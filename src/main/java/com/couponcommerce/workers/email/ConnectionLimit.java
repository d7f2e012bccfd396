package com.couponcommerce.workers.email;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Number of connections that the mail server allows, learned from those that it refuses while
 * others are open. One more is tried each second; if that one is refused, only after two, four and
 * so on, until one is not.
 */
final class ConnectionLimit {
  private static final EventLog LOG = EventLog.of(ConnectionLimit.class);
  private static final Duration FIRST_TIME = Duration.ofSeconds(1);
  private static final Duration MAX_TIME = Duration.ofMinutes(1);

  private final int most;
  private final LongSupplier nanoTime;
  private int allowed;
  private Duration untilNext = FIRST_TIME;
  private long changed;

  /** True if one more has been allowed since the last refusal. */
  private boolean raised;

  /**
   * @param most EMAIL_CONCURRENCY
   */
  ConnectionLimit(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.allowed = most;
  }

  /** Returns how many connections may be open now. */
  synchronized int now() {
    long time = nanoTime.getAsLong();
    if (allowed < most && time - changed >= untilNext.toNanos()) {
      if (raised) {
        // The one before was not refused.
        untilNext = FIRST_TIME;
      }
      raised = true;
      allowed++;
      changed = time;
      if (allowed == most) {
        LOG.info(LogLine.of("smtp-all-connections").with("connections", most));
      }
    }
    return allowed;
  }

  /**
   * Notes that the server refused a connection.
   *
   * @param open connections that it has accepted
   */
  synchronized void refused(int open) {
    int before = allowed;
    allowed = Math.max(1, Math.min(open, most));
    changed = nanoTime.getAsLong();
    if (raised) {
      // Several that are opened at the same time are refused for the same reason.
      Duration doubled = untilNext.multipliedBy(2);
      untilNext = doubled.compareTo(MAX_TIME) < 0 ? doubled : MAX_TIME;
      raised = false;
    }
    if (before == most && allowed < most) {
      untilNext = FIRST_TIME;
      LOG.warning(
          LogLine.saying(
                  "smtp-fewer-connections",
                  "the mail server refuses more connections; those that are open go on")
              .with("connections", allowed));
    }
  }
}

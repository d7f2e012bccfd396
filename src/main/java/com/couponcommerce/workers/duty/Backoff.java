package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses of a duty that fails. They double up to a limit, and are jittered, so that not all
 * instances return to Redis at once.
 */
final class Backoff {
  private static final EventLog LOG = EventLog.of(DutyLoop.class);
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofSeconds(2);

  /** Doublings after which {@link #MAX} is certainly reached. */
  private static final int MAX_DOUBLINGS = 10;

  private final String duty;
  private final RandomGenerator random;
  private final RedisOutage outage;
  private int row;
  private long total;

  Backoff(String duty, RandomGenerator random, RedisOutage outage) {
    this.duty = duty;
    this.random = random;
    this.outage = outage;
  }

  synchronized void succeeded() {
    if (row > 0) {
      outage.succeeded(duty);
    }
    row = 0;
  }

  /** Notes a failed run and returns the pause after it. */
  synchronized Duration failed(Throwable reason) {
    row++;
    total++;
    if (reason instanceof QueueUnavailableException unavailable) {
      outage.failed(duty, unavailable);
    } else {
      LOG.error(LogLine.saying("fault", duty + " failed and will run again"), reason);
    }
    long doubled = FIRST.toMillis() << Math.min(row - 1, MAX_DOUBLINGS);
    long bound = Math.min(doubled, MAX.toMillis());
    return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
  }

  /** Returns true from a failed run until a run succeeds. */
  synchronized boolean isFailing() {
    return row > 0;
  }

  /** Returns the number of failed runs since the start. */
  synchronized long failures() {
    return total;
  }
}

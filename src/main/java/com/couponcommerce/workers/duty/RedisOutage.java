package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Logs that Redis is unavailable once for all duties of an instance, instead of once for each: one
 * line when it begins, one for each further refusal, and one when every duty has run again.
 */
final class RedisOutage {
  private static final String SILENCE = "";

  private final EventLog log;
  private final LongSupplier nanoTime;

  /** Duties that have failed and not run since. */
  private final Set<String> waiting = new HashSet<>();

  /** Reasons that were logged since Redis was available. */
  private final Set<String> told = new HashSet<>();

  private long since;

  RedisOutage(LongSupplier nanoTime) {
    this(EventLog.of(RedisOutage.class), nanoTime);
  }

  RedisOutage(EventLog log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Notes that a duty got no answer, or a refusal. */
  synchronized void failed(String duty, QueueUnavailableException reason) {
    if (waiting.isEmpty()) {
      since = nanoTime.getAsLong();
    }
    waiting.add(duty);
    // Errors of a connection differ from try to try, and mean the same.
    if (told.add(reason.refusal().orElse(SILENCE))) {
      log.warning(
          LogLine.saying("redis-away", "Redis is unavailable; duties wait and try again")
              .with("duty", duty)
              .error(reason));
    }
  }

  /** Notes that a duty that had failed has run. */
  synchronized void succeeded(String duty) {
    if (waiting.remove(duty) && waiting.isEmpty()) {
      told.clear();
      log.info(
          LogLine.saying("redis-back", "Redis answers again, every duty has run")
              .with("after_ms", Duration.ofNanos(nanoTime.getAsLong() - since).toMillis()));
    }
  }
}

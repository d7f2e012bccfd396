package com.couponcommerce.workers.api.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the times of the latest failures for each of a bounded number of keys, those that were
 * asked for last. Not for several threads.
 */
final class RecentFailures {
  private final int max;
  private final Duration per;
  private final int maxKeys;

  /** Times in ns, the oldest first; the key that was asked for last is last. */
  private final Map<String, Deque<Long>> times = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param max failures that are allowed in any period of the length {@code per}
   */
  RecentFailures(int max, Duration per, int maxKeys) {
    this.max = max;
    this.per = per;
    this.maxKeys = maxKeys;
  }

  /** Returns the time until one more failure is allowed; zero if it is now. */
  Duration untilNext(String key, long now) {
    Deque<Long> failures = times.get(key);
    if (failures == null) {
      return Duration.ZERO;
    }
    while (!failures.isEmpty() && now - failures.getFirst() >= per.toNanos()) {
      failures.removeFirst();
    }
    return failures.size() < max
        ? Duration.ZERO
        : Duration.ofNanos(failures.getFirst() + per.toNanos() - now);
  }

  /** Adds a failure, at most {@code max} of a period. */
  void add(String key, long now) {
    times.computeIfAbsent(key, unknown -> new ArrayDeque<>()).addLast(now);
    if (times.size() > maxKeys) {
      times.remove(times.keySet().iterator().next());
    }
  }

  /** Takes one failure back. */
  void remove(String key, long at) {
    Deque<Long> failures = times.get(key);
    if (failures != null) {
      failures.removeLastOccurrence(at);
      if (failures.isEmpty()) {
        times.remove(key);
      }
    }
  }
}

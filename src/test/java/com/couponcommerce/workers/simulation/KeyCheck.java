package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks that all auxiliary state has a bound: it expires, or is one of the few that are kept. */
final class KeyCheck {
  /** Kept on purpose: the messages, decisions of persons, and sets that bound themselves. */
  private static final Set<String> KEPT =
      Set.of(
          "pending",
          "processing",
          "retry",
          "dead_letter",
          "paused",
          "opted_out",
          "secret",
          "sending");

  /** Bounds of the collections that scripts cut, by the third part of their key. */
  private static final int MAX_JOBS = 50;

  private final Map<String, String> names = new HashMap<>();

  /** Keys whose expiry a fault within a script prevented. */
  private final Set<String> excused = new HashSet<>();

  /** Excuses the keys that do not expire now. */
  void excuse(RedisData data) {
    data.keys().stream().filter(key -> !data.expires(key)).forEach(excused::add);
  }

  private static String name(String key) {
    String[] parts = key.split(":", 4);
    return parts.length > 2 ? parts[2] : key;
  }

  void check(RedisData data) {
    for (String key : data.keys()) {
      String name = names.computeIfAbsent(key, KeyCheck::name);
      if (!KEPT.contains(name) && !data.expires(key) && !excused.contains(key)) {
        throw new Violation("a key that never expires: " + key);
      }
      if (name.equals("jobs") && data.size(key) > MAX_JOBS) {
        throw new Violation("too many jobs are listed: " + data.size(key));
      }
    }
  }
}

package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a script which settles messages changes those whose lease it was shown, and no
 * others, and that its reply says so.
 */
final class LeaseCheck {
  private static final Set<String> SETTLING =
      Set.of("ack", "release", "retry", "dead_letter", "reclaim");

  private final String script;
  private final String processing;
  private final Map<String, Double> before;
  private final List<Boolean> held = new ArrayList<>();
  private final List<String> payloads = new ArrayList<>();

  private LeaseCheck(String script, List<String> keys, List<String> arguments, RedisData data) {
    this.script = script;
    this.processing = keys.get(0);
    this.before = data.sortedSet(processing);
    int first = script.equals("ack") ? 1 : 0;
    int step =
        switch (script) {
          case "ack" -> 3;
          case "release" -> 2;
          default -> arguments.size();
        };
    Map<String, Double> left = new HashMap<>(before);
    for (int i = first; i + 1 < arguments.size(); i += step) {
      Double score = left.get(arguments.get(i + 1));
      boolean isHeld = score != null && score == Double.parseDouble(arguments.get(i));
      if (isHeld) {
        left.remove(arguments.get(i + 1));
      }
      held.add(isHeld);
      payloads.add(arguments.get(i + 1));
    }
  }

  /** Remembers the leases before a script runs; empty for a script that settles nothing. */
  static Optional<LeaseCheck> before(
      String script, List<String> keys, List<String> arguments, RedisData data) {
    return SETTLING.contains(script)
        ? Optional.of(new LeaseCheck(script, keys, arguments, data))
        : Optional.empty();
  }

  /** Checks what the script did. */
  void after(@Nullable Object reply, RedisData data) {
    Map<String, Double> expected = new HashMap<>(before);
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i)) {
        expected.remove(payloads.get(i));
      }
      Object said = reply instanceof List<?> list ? list.get(i) : reply;
      if (!Objects.equals(said, held.get(i) ? 1L : 0L)) {
        throw new Violation(script + " says " + said + " of " + payloads.get(i) + ", held " + held);
      }
    }
    if (!data.sortedSet(processing).equals(expected)) {
      throw new Violation(
          script + " left " + data.sortedSet(processing) + " in processing, not " + expected);
    }
  }
}

package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what an operator's script discarded or redrove, so that it counts neither as lost nor as
 * sent twice.
 */
final class OperatorMoves {
  private final String script;
  private final List<String> keys;
  private final List<String> wanted = new ArrayList<>();
  private final List<String> before;
  private final Promises promises;
  private final boolean discards;

  OperatorMoves(
      String script, List<String> keys, List<String> arguments, RedisData data, Promises promises) {
    this.script = script;
    this.keys = keys;
    this.promises = promises;
    switch (script) {
      case "discard", "redrive" -> wanted.add(arguments.get(0));
      case "discard_large" -> wanted.add(seen(data.list(keys.get(0)), arguments));
      case "job_move" -> {
        for (int i = 12; i < arguments.size(); i += 3) {
          wanted.add(arguments.get(i));
        }
      }
      default -> {}
    }
    this.discards =
        script.startsWith("discard")
            || (script.equals("job_move") && data.field(keys.get(0), "verb").equals("discard"));
    this.before = wanted.isEmpty() ? List.of() : List.copyOf(data.list(deadLetter()));
  }

  /**
   * Returns the entry that the operator saw, or its beginning, which is no entry, if it is gone.
   */
  private static String seen(List<String> list, List<String> arguments) {
    String beginning = arguments.get(0);
    int index = list.size() - 1 - Integer.parseInt(arguments.get(2));
    return index >= 0 && list.get(index).startsWith(beginning) ? list.get(index) : beginning;
  }

  private String deadLetter() {
    return keys.get(script.equals("job_move") ? 1 : 0);
  }

  void after(RedisData data) {
    if (wanted.isEmpty()) {
      return;
    }
    List<String> removed = new ArrayList<>(before);
    data.list(deadLetter()).forEach(removed::remove);
    removed.removeIf(Promises::isMark);
    for (String payload : removed) {
      if (!wanted.remove(payload)) {
        throw new Violation(script + " removed what it was not asked to: " + payload);
      }
      Promise promise = promises.of(payload);
      String id = promises.seen(payload).id();
      if (!discards) {
        promise.redrives++;
      } else if (id.isEmpty()) {
        promise.discarded++;
      } else {
        promise.gone.add(id);
      }
    }
  }
}

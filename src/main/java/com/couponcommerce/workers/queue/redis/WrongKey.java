package com.couponcommerce.workers.queue.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key of the queues that holds something else, which only another program or an operator can have
 * put there.
 *
 * @param type as Redis names it
 * @param wanted the type that it must have
 */
public record WrongKey(String key, String type, String wanted) {
  private static final String LIST = "list";
  private static final String SORTED_SET = "zset";
  private static final String HASH = "hash";
  private static final String STRING = "string";

  /** Part of the key's name → type. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("pending", LIST),
          Map.entry("processing", SORTED_SET),
          Map.entry("retry", SORTED_SET),
          Map.entry("dead_letter", LIST),
          Map.entry("sent", SORTED_SET),
          Map.entry("sending", SORTED_SET),
          Map.entry("opted_out", SORTED_SET),
          Map.entry("reported", SORTED_SET),
          Map.entry("undeliverable", SORTED_SET),
          Map.entry("instances", HASH),
          Map.entry("jobs", LIST),
          Map.entry("job", HASH),
          Map.entry("import", HASH),
          Map.entry("audit", "stream"),
          Map.entry("recipient", LIST),
          Map.entry("owner", STRING),
          Map.entry("rate", STRING),
          Map.entry("handover", STRING),
          Map.entry("idempotency", STRING));

  /** Returns the key as a wrong one if it has another type than it must have. */
  static Optional<WrongKey> of(String key, String type) {
    return type.equals("none")
        ? Optional.empty()
        : wanted(key).filter(wanted -> !wanted.equals(type)).map(w -> new WrongKey(key, type, w));
  }

  /** Returns the type that a key must have, by the last part of its name or the one before. */
  private static Optional<String> wanted(String key) {
    List<String> parts = List.of(key.split(":", -1));
    return Optional.ofNullable(TYPES.get(parts.get(parts.size() - 1)))
        .or(() -> Optional.ofNullable(TYPES.get(parts.get(Math.max(0, parts.size() - 2)))));
  }

  /** Returns what is wrong with a key that has another type, and what to do. */
  public static String problem(String key, String type) {
    return of(key, type)
        .map(WrongKey::toString)
        .orElse(key + " holds something " + type + ": rename that key");
  }

  /** Returns what is wrong, and what to do. */
  @Override
  public String toString() {
    return key + " holds a " + named(type) + ", not a " + named(wanted) + ": rename that key";
  }

  private static String named(String type) {
    return type.equals(SORTED_SET) ? "sorted set" : type;
  }
}

package com.couponcommerce.workers.simulation.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Data of a Redis: keys with their values and the times at which they expire. */
public final class RedisData {
  /** String, List of strings, {@link SortedSet}, or Map for a hash. */
  private final Map<String, Object> values = new HashMap<>();

  /** Expiry in ms since 1970. */
  private final Map<String, Long> expiries = new HashMap<>();

  /** No key expires before. */
  private long nextExpiry = Long.MAX_VALUE;

  RedisData copy() {
    RedisData copy = new RedisData();
    copy.become(this);
    return copy;
  }

  /** Replaces all data by a copy of another. */
  void become(RedisData other) {
    values.clear();
    expiries.clear();
    nextExpiry = other.nextExpiry;
    other.values.forEach((key, value) -> values.put(key, copyOf(value)));
    expiries.putAll(other.expiries);
  }

  private static Object copyOf(Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof SortedSet set) {
      return new SortedSet(set);
    }
    return value instanceof Map<?, ?> hash ? new LinkedHashMap<>(hash) : value;
  }

  @Nullable Object value(String key) {
    return values.get(key);
  }

  void set(String key, Object value) {
    values.put(key, value);
  }

  boolean remove(String key) {
    expiries.remove(key);
    return values.remove(key) != null;
  }

  /** Removes a key whose value has become empty, as Redis does. */
  void removeIfEmpty(String key) {
    Object value = values.get(key);
    boolean empty =
        (value instanceof List<?> list && list.isEmpty())
            || (value instanceof SortedSet set && set.size() == 0)
            || (value instanceof Map<?, ?> hash && hash.isEmpty());
    if (empty) {
      remove(key);
    }
  }

  Optional<Long> expiry(String key) {
    return Optional.ofNullable(expiries.get(key));
  }

  void expire(String key, long atMillis) {
    expiries.put(key, atMillis);
    nextExpiry = Math.min(nextExpiry, atMillis);
  }

  void expireUntil(long nowMillis) {
    if (nextExpiry < nowMillis) {
      List<String> due =
          expiries.entrySet().stream()
              .filter(entry -> entry.getValue() < nowMillis)
              .map(Map.Entry::getKey)
              .toList();
      due.forEach(this::remove);
      nextExpiry = expiries.values().stream().min(Comparator.naturalOrder()).orElse(Long.MAX_VALUE);
    }
  }

  /** Returns all keys. */
  public Set<String> keys() {
    return values.keySet();
  }

  /** Returns whether a key expires by itself. */
  public boolean expires(String key) {
    return expiries.containsKey(key);
  }

  /** Returns a list from left to right; empty if the key is none. */
  @SuppressWarnings("unchecked")
  public List<String> list(String key) {
    return values.get(key) instanceof List<?> list ? (List<String>) list : List.of();
  }

  /** Returns the members of a sorted set with their scores, the lowest first. */
  public Map<String, Double> sortedSet(String key) {
    Map<String, Double> scores = new LinkedHashMap<>();
    if (values.get(key) instanceof SortedSet set) {
      set.entries().forEach(entry -> scores.put(entry.member(), entry.score()));
    }
    return scores;
  }

  /** Returns the members of a sorted set, the lowest score first. */
  public List<String> members(String key) {
    return values.get(key) instanceof SortedSet set
        ? set.entries().stream().map(SortedSet.Entry::member).toList()
        : List.of();
  }

  /** Calls for each member of a sorted set, the lowest score first. */
  public void eachMember(String key, Consumer<String> call) {
    if (values.get(key) instanceof SortedSet set) {
      set.entries().forEach(entry -> call.accept(entry.member()));
    }
  }

  /** Returns whether a key is a string. */
  public boolean isString(String key) {
    return values.get(key) instanceof String;
  }

  /** Returns a field of a hash; empty if there is none. */
  public String field(String key, String field) {
    return values.get(key) instanceof Map<?, ?> hash && hash.get(field) instanceof String text
        ? text
        : "";
  }

  /** Returns the number of elements of a value. */
  public int size(String key) {
    Object value = values.get(key);
    if (value instanceof List<?> list) {
      return list.size();
    }
    if (value instanceof SortedSet set) {
      return set.size();
    }
    return value instanceof Map<?, ?> hash ? hash.size() : value == null ? 0 : 1;
  }

  /** Returns all keys with their values in a form that can be compared and read. */
  Map<String, String> described() {
    return values.keySet().stream()
        .collect(Collectors.toMap(key -> key, this::described, (a, b) -> a, TreeMap::new));
  }

  private String described(String key) {
    Object value = Objects.requireNonNull(values.get(key));
    String text =
        value instanceof SortedSet set
            ? set.entries().stream()
                .map(entry -> entry.member() + "=" + Numbers.ofDouble(entry.score()))
                .toList()
                .toString()
            : value instanceof Map<?, ?> hash
                ? new TreeMap<>(hash).toString()
                : String.valueOf(value);
    return text + expiry(key).map(at -> " expires " + at).orElse("");
  }

  @Override
  public String toString() {
    return described().toString();
  }
}

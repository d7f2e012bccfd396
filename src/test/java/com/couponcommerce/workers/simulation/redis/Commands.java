package com.couponcommerce.workers.simulation.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands that scripts and the application use, on {@link RedisData}. */
final class Commands {
  /** Commands that Redis refuses while its memory is full, unless a script may call them. */
  private static final Set<String> GROWING =
      Set.of(
          "LPUSH",
          "RPUSH",
          "LMOVE",
          "BLMOVE",
          "LSET",
          "ZADD",
          "SET",
          "HSET",
          "HINCRBY",
          "RPOPLPUSH");

  private static final Set<String> READING =
      Set.of(
          "TIME",
          "EXISTS",
          "TYPE",
          "PEXPIRETIME",
          "GET",
          "GETRANGE",
          "LLEN",
          "LINDEX",
          "LRANGE",
          "LPOS",
          "ZSCORE",
          "ZMSCORE",
          "ZCARD",
          "ZCOUNT",
          "ZRANGE",
          "ZRANGEBYSCORE",
          "HGET",
          "HMGET",
          "HGETALL",
          "HLEN");

  private final RedisData data = new RedisData();
  private long micros;
  private boolean full;

  RedisData data() {
    return data;
  }

  void load(RedisData loaded) {
    data.become(loaded);
  }

  void clock(long now) {
    micros = now;
    data.expireUntil(now / 1000);
  }

  boolean isFull() {
    return full;
  }

  void full(boolean isFull) {
    full = isFull;
  }

  static boolean isChange(String name) {
    return !READING.contains(name);
  }

  /** Runs a command as a client sends it. */
  @Nullable Object run(List<String> command) {
    String name = command.get(0).toUpperCase(Locale.ROOT);
    if (full && GROWING.contains(name)) {
      throw new RedisError(RedisError.OOM);
    }
    return call(name, command);
  }

  /** Runs a command of a script. */
  @Nullable Object call(String name, List<String> c) {
    return switch (name) {
      case "TIME" -> List.of(Long.toString(micros / 1_000_000), Long.toString(micros % 1_000_000));
      case "EXISTS" -> flag(data.value(c.get(1)) != null);
      case "DEL" -> c.stream().skip(1).filter(data::remove).count();
      case "TYPE" -> type(c.get(1));
      case "PEXPIRE" -> expire(c.get(1), micros / 1000 + Numbers.toLong(c.get(2)));
      case "PEXPIRETIME" ->
          data.value(c.get(1)) == null ? -2L : (Object) data.expiry(c.get(1)).orElse(-1L);
      case "GET" -> string(c.get(1));
      case "SET" -> set(c);
      case "GETRANGE" -> range(Optional.ofNullable(string(c.get(1))).orElse(""), c);
      case "LLEN" -> (long) list(c.get(1)).size();
      case "LINDEX" -> at(list(c.get(1)), Numbers.toInt(c.get(2)));
      case "LRANGE" -> range(list(c.get(1)), c);
      case "LPUSH", "RPUSH" -> push(name.equals("LPUSH"), c);
      case "RPOP" -> pop(c.get(1), true);
      case "LMOVE" -> move(c.get(1), c.get(2), c.get(3).equals("RIGHT"), c.get(4).equals("LEFT"));
      // It does not wait: a simulation has no use for a reply that comes later.
      case "BLMOVE" -> move(c.get(1), c.get(2), c.get(3).equals("RIGHT"), c.get(4).equals("LEFT"));
      case "RPOPLPUSH" -> move(c.get(1), c.get(2), true, true);
      case "LSET" -> setAt(c);
      case "LREM" -> removeFromList(c);
      case "LPOS" -> position(c);
      case "LTRIM" -> trim(c);
      case "ZADD" -> add(c);
      case "ZREM" -> c.stream().skip(2).filter(member -> removeMember(c.get(1), member)).count();
      case "ZSCORE" -> score(sortedSet(c.get(1)), c.get(2));
      case "ZMSCORE" -> scores(sortedSet(c.get(1)), c.subList(2, c.size()));
      case "ZCARD" -> (long) sortedSet(c.get(1)).size();
      case "ZCOUNT" -> (long) between(sortedSet(c.get(1)), c.get(2), c.get(3)).size();
      case "ZRANGE" -> rank(c);
      case "ZRANGEBYSCORE" -> rangeByScore(c);
      case "ZREMRANGEBYRANK" -> removeByRank(c);
      case "ZREMRANGEBYSCORE" ->
          removeAll(c.get(1), between(sortedSet(c.get(1)), c.get(2), c.get(3)));
      case "HSET" -> putAll(c);
      case "HGET" -> hash(c.get(1)).get(c.get(2));
      case "HMGET" -> c.stream().skip(2).map(hash(c.get(1))::get).collect(Collectors.toList());
      case "HGETALL" -> flat(hash(c.get(1)));
      case "HDEL" -> removeFields(c);
      case "HLEN" -> (long) hash(c.get(1)).size();
      case "HINCRBY" -> increment(c);
      default -> throw new RedisError("ERR unknown command '" + name + "' of a simulated Redis");
    };
  }

  private static long flag(boolean value) {
    return value ? 1 : 0;
  }

  private Status type(String key) {
    Object value = data.value(key);
    return new Status(
        value == null
            ? "none"
            : value instanceof List
                ? "list"
                : value instanceof SortedSet ? "zset" : value instanceof Map ? "hash" : "string");
  }

  private long expire(String key, long at) {
    if (data.value(key) == null) {
      return 0;
    }
    data.expire(key, at);
    return 1;
  }

  private @Nullable String string(String key) {
    Object value = data.value(key);
    if (value != null && !(value instanceof String)) {
      throw new RedisError(RedisError.WRONGTYPE);
    }
    return (String) value;
  }

  private @Nullable Object set(List<String> c) {
    String key = c.get(1);
    List<String> options = c.subList(3, c.size());
    boolean returnsOld = options.contains("GET");
    String old = returnsOld ? string(key) : null;
    if (options.contains("NX") && data.value(key) != null) {
      return returnsOld ? old : null;
    }
    data.remove(key);
    data.set(key, c.get(2));
    option(options, "PX").ifPresent(ms -> data.expire(key, micros / 1000 + Numbers.toLong(ms)));
    option(options, "PXAT").ifPresent(at -> data.expire(key, Numbers.toLong(at)));
    return returnsOld ? old : new Status("OK");
  }

  private static Optional<String> option(List<String> options, String name) {
    int at = options.indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(options.get(at + 1));
  }

  private static String range(String text, List<String> c) {
    int from = Math.min(text.length(), Numbers.toInt(c.get(2)));
    return text.substring(from, Math.min(text.length(), Numbers.toInt(c.get(3)) + 1));
  }

  @SuppressWarnings("unchecked")
  private List<String> list(String key) {
    Object value = data.value(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return (List<String>) list;
    }
    throw new RedisError(RedisError.WRONGTYPE);
  }

  private List<String> ownList(String key) {
    List<String> list = list(key);
    if (data.value(key) == null) {
      list = new ArrayList<>();
      data.set(key, list);
    }
    return list;
  }

  private static @Nullable String at(List<String> list, int index) {
    int place = index < 0 ? list.size() + index : index;
    return place >= 0 && place < list.size() ? list.get(place) : null;
  }

  private static @Nullable String score(SortedSet set, String member) {
    return Optional.ofNullable(set.score(member)).map(Numbers::ofDouble).orElse(null);
  }

  private static List<@Nullable String> scores(SortedSet set, List<String> members) {
    List<@Nullable String> scores = new ArrayList<>();
    members.forEach(member -> scores.add(score(set, member)));
    return scores;
  }

  private static <T> List<T> range(List<T> list, List<String> c) {
    return slice(list, Numbers.toInt(c.get(2)), Numbers.toInt(c.get(3)));
  }

  private static <T> List<T> slice(List<T> list, int first, int last) {
    int size = list.size();
    int from = Math.max(0, first < 0 ? size + first : first);
    int to = Math.min(size - 1, last < 0 ? size + last : last);
    return from > to ? List.of() : new ArrayList<>(list.subList(from, to + 1));
  }

  private long push(boolean left, List<String> c) {
    List<String> list = ownList(c.get(1));
    for (String element : c.subList(2, c.size())) {
      list.add(left ? 0 : list.size(), element);
    }
    return list.size();
  }

  private @Nullable String pop(String key, boolean right) {
    List<String> list = list(key);
    if (list.isEmpty()) {
      return null;
    }
    String element = list.remove(right ? list.size() - 1 : 0);
    data.removeIfEmpty(key);
    return element;
  }

  private @Nullable String move(String from, String to, boolean fromRight, boolean toLeft) {
    list(to);
    String element = pop(from, fromRight);
    if (element != null) {
      List<String> list = ownList(to);
      list.add(toLeft ? 0 : list.size(), element);
    }
    return element;
  }

  private Status setAt(List<String> c) {
    List<String> list = list(c.get(1));
    if (list.isEmpty()) {
      throw new RedisError("ERR no such key");
    }
    int index = Numbers.toInt(c.get(2));
    int place = index < 0 ? list.size() + index : index;
    if (place < 0 || place >= list.size()) {
      throw new RedisError("ERR index out of range");
    }
    list.set(place, c.get(3));
    return new Status("OK");
  }

  private long removeFromList(List<String> c) {
    List<String> list = list(c.get(1));
    int count = Numbers.toInt(c.get(2));
    int max = count == 0 ? Integer.MAX_VALUE : Math.abs(count);
    long removed = 0;
    for (int i = count < 0 ? list.size() - 1 : 0;
        i >= 0 && i < list.size() && removed < max;
        i += count < 0 ? -1 : 1) {
      if (list.get(i).equals(c.get(3))) {
        list.remove(i);
        removed++;
        if (count >= 0) {
          i--;
        }
      }
    }
    data.removeIfEmpty(c.get(1));
    return removed;
  }

  private @Nullable Long position(List<String> c) {
    List<String> list = list(c.get(1));
    boolean last = option(c, "RANK").filter("-1"::equals).isPresent();
    int at = last ? list.lastIndexOf(c.get(2)) : list.indexOf(c.get(2));
    return at < 0 ? null : (Long) (long) at;
  }

  private Status trim(List<String> c) {
    List<String> list = list(c.get(1));
    if (!list.isEmpty()) {
      List<String> kept = range(list, c);
      list.clear();
      list.addAll(kept);
      data.removeIfEmpty(c.get(1));
    }
    return new Status("OK");
  }

  private SortedSet sortedSet(String key) {
    Object value = data.value(key);
    if (value == null) {
      return new SortedSet();
    }
    if (value instanceof SortedSet set) {
      return set;
    }
    throw new RedisError(RedisError.WRONGTYPE);
  }

  private long add(List<String> c) {
    int first = 2;
    boolean onlyNew = false;
    boolean onlyOld = false;
    for (; c.get(first).equals("NX") || c.get(first).equals("XX"); first++) {
      onlyNew |= c.get(first).equals("NX");
      onlyOld |= c.get(first).equals("XX");
    }
    for (int i = first; i < c.size(); i += 2) {
      Numbers.toDouble(c.get(i));
    }
    SortedSet set = sortedSet(c.get(1));
    long added = 0;
    for (int i = first; i < c.size(); i += 2) {
      boolean isThere = set.score(c.get(i + 1)) != null;
      if (isThere ? !onlyNew : !onlyOld) {
        set.put(c.get(i + 1), Numbers.toDouble(c.get(i)));
        added += isThere ? 0 : 1;
      }
    }
    if (set.size() > 0 && data.value(c.get(1)) == null) {
      data.set(c.get(1), set);
    }
    return added;
  }

  private boolean removeMember(String key, String member) {
    boolean removed = sortedSet(key).remove(member);
    data.removeIfEmpty(key);
    return removed;
  }

  private long removeAll(String key, List<SortedSet.Entry> entries) {
    List.copyOf(entries).forEach(entry -> removeMember(key, entry.member()));
    return entries.size();
  }

  private static List<SortedSet.Entry> between(SortedSet set, String from, String to) {
    boolean afterFrom = from.startsWith("(");
    boolean beforeTo = to.startsWith("(");
    double lowest = Numbers.toDouble(afterFrom ? from.substring(1) : from);
    double highest = Numbers.toDouble(beforeTo ? to.substring(1) : to);
    return set.entries().stream()
        .filter(e -> afterFrom ? e.score() > lowest : e.score() >= lowest)
        .filter(e -> beforeTo ? e.score() < highest : e.score() <= highest)
        .toList();
  }

  private List<String> rank(List<String> c) {
    return strings(range(sortedSet(c.get(1)).entries(), c), c.contains("WITHSCORES"));
  }

  private List<String> rangeByScore(List<String> c) {
    List<SortedSet.Entry> found = between(sortedSet(c.get(1)), c.get(2), c.get(3));
    List<String> options = c.subList(4, c.size());
    int limit = options.indexOf("LIMIT");
    if (limit >= 0) {
      int offset = Math.min(found.size(), Numbers.toInt(options.get(limit + 1)));
      int count = Numbers.toInt(options.get(limit + 2));
      int end = count < 0 ? found.size() : Math.min(found.size(), offset + count);
      found = found.subList(offset, end);
    }
    return strings(found, options.contains("WITHSCORES"));
  }

  private static List<String> strings(List<SortedSet.Entry> entries, boolean withScores) {
    List<String> strings = new ArrayList<>();
    for (SortedSet.Entry entry : entries) {
      strings.add(entry.member());
      if (withScores) {
        strings.add(Numbers.ofDouble(entry.score()));
      }
    }
    return strings;
  }

  private long removeByRank(List<String> c) {
    return removeAll(c.get(1), range(sortedSet(c.get(1)).entries(), c));
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> hash(String key) {
    Object value = data.value(key);
    if (value == null) {
      return Collections.emptyMap();
    }
    if (value instanceof Map<?, ?> hash) {
      return (Map<String, String>) hash;
    }
    throw new RedisError(RedisError.WRONGTYPE);
  }

  private Map<String, String> ownHash(String key) {
    Map<String, String> hash = hash(key);
    if (data.value(key) == null) {
      hash = new LinkedHashMap<>();
      data.set(key, hash);
    }
    return hash;
  }

  private long putAll(List<String> c) {
    Map<String, String> hash = ownHash(c.get(1));
    int before = hash.size();
    for (int i = 2; i < c.size(); i += 2) {
      hash.put(c.get(i), c.get(i + 1));
    }
    return (long) hash.size() - before;
  }

  private static List<String> flat(Map<String, String> hash) {
    List<String> flat = new ArrayList<>();
    hash.forEach(
        (field, value) -> {
          flat.add(field);
          flat.add(value);
        });
    return flat;
  }

  private long removeFields(List<String> c) {
    Map<String, String> hash = hash(c.get(1));
    long removed = c.stream().skip(2).filter(field -> hash.remove(field) != null).count();
    data.removeIfEmpty(c.get(1));
    return removed;
  }

  private long increment(List<String> c) {
    Map<String, String> hash = ownHash(c.get(1));
    long sum = Numbers.toLong(hash.getOrDefault(c.get(2), "0")) + Numbers.toLong(c.get(3));
    hash.put(c.get(2), Long.toString(sum));
    return sum;
  }
}

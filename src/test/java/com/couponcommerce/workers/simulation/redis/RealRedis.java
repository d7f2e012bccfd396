package com.couponcommerce.workers.simulation.redis;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The real Redis. A prologue before each script gives it the time and the faults of the simulation;
 * the script itself is not changed.
 */
public final class RealRedis implements Redis {
  private static final String PROLOGUE = read("/simulation/prologue.lua");

  /** Removes the keys that have expired; runs while the memory is full, like Redis itself. */
  private static final String EXPIRE =
      """
      #!lua flags=allow-oom
      for _, key in ipairs(redis.call('ZRANGEBYSCORE', 'sim:expiry', '-inf', '(' .. ARGV[1])) do
        redis.call('DEL', key)
        redis.call('ZREM', 'sim:expiry', key)
      end
      """;

  private static final String FORGET =
      """
      #!lua flags=allow-oom
      if redis.call('EXISTS', KEYS[1]) == 0 then
        redis.call('ZREM', 'sim:expiry', KEYS[1])
      end
      """;

  /** Commands after which a key may be gone. */
  private static final Set<String> REMOVING =
      Set.of("DEL", "ZREM", "HDEL", "RPOPLPUSH", "BLMOVE", "LREM");

  private final RedisServer server = RedisServer.start();
  private final Jedis jedis = new Jedis("127.0.0.1", server.port());
  private final Map<LuaScript, String> loaded = new HashMap<>();

  {
    // Larger hashes would return their fields in another order than that of the one in memory.
    send(List.of("CONFIG", "SET", "hash-max-listpack-value", "1000000"));
  }

  private long micros;
  private boolean full;

  private static String read(String resource) {
    try (InputStream in = Objects.requireNonNull(RealRedis.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Object run(List<String> command) {
    Object reply;
    if (command.get(0).equals("BLMOVE")) {
      // It does not wait: a simulation has no use for a reply that comes later.
      List<String> now = new ArrayList<>(command.subList(0, 5));
      now.set(0, "LMOVE");
      reply = send(now);
    } else {
      reply = send(command);
    }
    if (REMOVING.contains(command.get(0))) {
      eval(FORGET, List.of(command.get(1)), List.of());
    }
    return reply;
  }

  @Override
  public @Nullable Object eval(
      LuaScript script, List<String> keys, List<String> arguments, int faultAt) {
    String sha1 = loaded.computeIfAbsent(script, this::load);
    List<String> command = new ArrayList<>(List.of("EVALSHA", sha1, "" + keys.size()));
    command.addAll(keys);
    command.addAll(arguments);
    command.add("" + micros);
    command.add("" + faultAt);
    return send(command);
  }

  private String load(LuaScript script) {
    String source = script.head() + PROLOGUE + script.body();
    return String.valueOf(send(List.of("SCRIPT", "LOAD", source)));
  }

  private @Nullable Object eval(String source, List<String> keys, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("EVAL", source, "" + keys.size()));
    command.addAll(keys);
    command.addAll(arguments);
    return send(command);
  }

  private @Nullable Object send(List<String> command) {
    byte[][] arguments =
        command.stream()
            .skip(1)
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
            .toArray(byte[][]::new);
    byte[] name = command.get(0).getBytes(StandardCharsets.US_ASCII);
    ProtocolCommand protocol = () -> name;
    try {
      return text(jedis.sendCommand(protocol, arguments));
    } catch (JedisNoScriptException e) {
      throw e;
    } catch (JedisDataException e) {
      throw new RedisError(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Object text(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    if (reply instanceof List<?> list) {
      List<@Nullable Object> texts = new ArrayList<>();
      list.forEach(element -> texts.add(text(element)));
      return texts;
    }
    return reply;
  }

  @Override
  public void clock(long now) {
    time(now);
    expire();
  }

  /** Sets the clock, and leaves what expires to {@link #expire}. */
  void time(long now) {
    micros = now;
  }

  void expire() {
    eval(EXPIRE, List.of(), List.of(Long.toString(micros / 1000)));
  }

  @Override
  public void full(boolean isFull) {
    full = isFull;
    limit(isFull);
  }

  private void limit(boolean isFull) {
    send(List.of("CONFIG", "SET", "maxmemory", isFull ? "1" : "0"));
  }

  @Override
  public void load(RedisData data) {
    limit(false);
    send(List.of("FLUSHALL"));
    for (String key : data.keys()) {
      Object value = Objects.requireNonNull(data.value(key));
      List<String> command = new ArrayList<>();
      if (value instanceof String text) {
        command.addAll(List.of("SET", key, text));
      } else if (value instanceof SortedSet set) {
        command.addAll(List.of("ZADD", key));
        for (SortedSet.Entry entry : set.entries()) {
          command.add(Numbers.ofDouble(entry.score()));
          command.add(entry.member());
        }
      } else if (value instanceof List<?>) {
        command.addAll(List.of("RPUSH", key));
        command.addAll(data.list(key));
      } else {
        command.addAll(List.of("HSET", key));
        ((Map<?, ?>) value)
            .forEach(
                (field, content) -> {
                  command.add(String.valueOf(field));
                  command.add(String.valueOf(content));
                });
      }
      send(command);
      data.expiry(key).ifPresent(at -> send(List.of("ZADD", "sim:expiry", "" + at, key)));
    }
    limit(full);
  }

  @Override
  public RedisData data() {
    RedisData data = new RedisData();
    for (Object found : list(send(List.of("KEYS", "*")))) {
      String key = String.valueOf(found);
      if (key.equals("sim:expiry")) {
        continue;
      }
      data.set(key, value(key));
      Object at = send(List.of("ZSCORE", "sim:expiry", key));
      if (at != null) {
        data.expire(key, Long.parseLong(String.valueOf(at)));
      }
    }
    return data;
  }

  private Object value(String key) {
    return switch (String.valueOf(send(List.of("TYPE", key)))) {
      case "list" -> list(send(List.of("LRANGE", key, "0", "-1")));
      case "zset" -> {
        SortedSet set = new SortedSet();
        List<?> read = list(send(List.of("ZRANGE", key, "0", "-1", "WITHSCORES")));
        for (int i = 0; i < read.size(); i += 2) {
          set.put(String.valueOf(read.get(i)), Numbers.toDouble(String.valueOf(read.get(i + 1))));
        }
        yield set;
      }
      case "hash" -> {
        Map<String, String> hash = new HashMap<>();
        List<?> read = list(send(List.of("HGETALL", key)));
        for (int i = 0; i < read.size(); i += 2) {
          hash.put(String.valueOf(read.get(i)), String.valueOf(read.get(i + 1)));
        }
        yield hash;
      }
      default -> String.valueOf(send(List.of("GET", key)));
    };
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  @Override
  public void close() {
    jedis.close();
    server.close();
  }
}

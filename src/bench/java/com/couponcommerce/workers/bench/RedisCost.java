package com.couponcommerce.workers.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/**
 * The calls of Redis, by its own count (INFO commandstats).
 *
 * @param scripts calls of scripts, each a round trip
 * @param commands all commands, including those that scripts call
 */
record RedisCost(long scripts, long commands) {
  private static final Pattern LINE = Pattern.compile("cmdstat_([a-z|_-]+):calls=(\\d+)");

  private static String commandStats(RedisClient redis) {
    byte[] answer =
        (byte[])
            redis.executeCommand(new CommandArguments(Protocol.Command.INFO).add("commandstats"));
    return new String(answer, StandardCharsets.UTF_8);
  }

  /** Resets the counters of Redis. */
  static void reset(RedisClient redis) {
    redis.executeCommand(new CommandArguments(Protocol.Command.CONFIG).add("RESETSTAT"));
  }

  /**
   * Returns the calls since {@link #reset}.
   *
   * @param own calls of the benchmark itself since then
   */
  static RedisCost of(RedisClient redis, long own) {
    Matcher line = LINE.matcher(commandStats(redis));
    long scripts = 0;
    long commands = 0;
    while (line.find()) {
      long calls = Long.parseLong(line.group(2));
      commands += calls;
      if (line.group(1).startsWith("eval")) {
        scripts += calls;
      }
    }
    return new RedisCost(scripts, commands - own);
  }
}

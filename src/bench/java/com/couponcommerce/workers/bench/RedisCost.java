package com.couponcommerce.workers.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/**
 * Calls of Redis, as Redis counts them (INFO commandstats).
 *
 * @param scripts calls of scripts, each a round trip
 * @param commands all commands, those that scripts call among them
 */
record RedisCost(long scripts, long commands) {
  private static final Pattern LINE = Pattern.compile("cmdstat_([a-z|_-]+):calls=(\\d+)");

  private static String commandStats(RedisClient redis) {
    byte[] answer =
        (byte[])
            redis.executeCommand(new CommandArguments(Protocol.Command.INFO).add("commandstats"));
    return new String(answer, StandardCharsets.UTF_8);
  }

  /** Begins to count. */
  static void reset(RedisClient redis) {
    redis.executeCommand(new CommandArguments(Protocol.Command.CONFIG).add("RESETSTAT"));
  }

  /**
   * Counted since {@link #reset}.
   *
   * @param own what the benchmark asked meanwhile
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

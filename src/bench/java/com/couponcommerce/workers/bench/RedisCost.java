package com.couponcommerce.workers.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/**
 * The work of Redis, by its own count (INFO commandstats and cpu).
 *
 * @param scripts calls of scripts, each a round trip
 * @param commands all commands, including those that scripts call
 * @param cpu CPU time of its main thread
 */
record RedisCost(long scripts, long commands, Duration cpu) {
  private static final Pattern LINE = Pattern.compile("cmdstat_([a-z|_-]+):calls=(\\d+)");
  private static final Pattern CPU =
      Pattern.compile("used_cpu_(?:sys|user)_main_thread:(\\d+\\.\\d+)");

  private static String info(RedisClient redis, String section) {
    byte[] answer =
        (byte[]) redis.executeCommand(new CommandArguments(Protocol.Command.INFO).add(section));
    return new String(answer, StandardCharsets.UTF_8);
  }

  /** Resets the counters of Redis, and returns its CPU time so far, which has none. */
  static Duration reset(RedisClient redis) {
    redis.executeCommand(new CommandArguments(Protocol.Command.CONFIG).add("RESETSTAT"));
    return cpu(redis);
  }

  private static Duration cpu(RedisClient redis) {
    double seconds =
        CPU.matcher(info(redis, "cpu"))
            .results()
            .mapToDouble(part -> Double.parseDouble(part.group(1)))
            .sum();
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /**
   * Returns the work since {@link #reset}.
   *
   * @param cpuBefore CPU time that it returned
   * @param own calls of the benchmark itself since then
   */
  static RedisCost of(RedisClient redis, Duration cpuBefore, long own) {
    Duration spent = cpu(redis).minus(cpuBefore);
    Matcher line = LINE.matcher(info(redis, "commandstats"));
    long scripts = 0;
    long commands = 0;
    while (line.find()) {
      long calls = Long.parseLong(line.group(2));
      commands += calls;
      if (line.group(1).startsWith("eval")) {
        scripts += calls;
      }
    }
    return new RedisCost(scripts, commands - own, spent);
  }
}

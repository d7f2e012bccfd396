package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that a Redis does not lose messages. */
public final class RedisCheck {
  private static final String POLICY = "maxmemory_policy";
  private static final String NO_EVICTION = "noeviction";
  private static final Pattern FIRST_NUMBER = Pattern.compile("\\d+");

  private final RedisPools pools;
  private final RedisConnection redis;
  private final boolean expectsCluster;

  public RedisCheck(RedisPools redis) {
    this.pools = redis;
    this.redis = redis.questions();
    this.expectsCluster = redis.isCluster();
  }

  /**
   * Checks the servers that hold the channels which this instance drains: each accepts writes,
   * evicts nothing, is a cluster only if REDIS_URL says so, and is not older than 7.0, the first
   * version with flags in scripts.
   *
   * @throws QueueUnavailableException if a server fails the check, with the reason
   */
  public void check() {
    pools.limits().channels().forEach(channel -> check(pools.keys(channel)));
  }

  /**
   * Facts of a server about its memory.
   *
   * @param policy what it does when its memory is full
   * @param used bytes
   * @param max bytes; 0 for no limit
   */
  public record Memory(String policy, long used, long max) {
    /** Returns whether messages could be evicted. */
    public boolean evicts() {
      return !policy.equals(NO_EVICTION);
    }
  }

  /**
   * Returns what the server that holds a channel says of its memory.
   *
   * @throws QueueUnavailableException if it does not answer or accepts no writes
   */
  public Memory memory(Channel channel) {
    Map<String, String> facts = facts(probe(pools.keys(channel)));
    return new Memory(
        facts.getOrDefault(POLICY, NO_EVICTION),
        bytes(facts.get("used_memory")),
        bytes(facts.get("maxmemory")));
  }

  private static long bytes(@Nullable String fact) {
    return fact != null && fact.matches("[0-9]{1,18}") ? Long.parseLong(fact) : 0;
  }

  private String probe(QueueKeys keys) {
    return redis.run(Script.PROBE, List.of(keys.probe()), new Arguments()).text();
  }

  private void check(QueueKeys keys) {
    Map<String, String> facts = facts(probe(keys));
    String version = facts.getOrDefault("redis_version", "");
    if (major(version).orElse(7) < 7) {
      refuse("Redis is " + version + ", but must be 7.0 or newer");
    }
    String policy = facts.getOrDefault(POLICY, NO_EVICTION);
    if (!NO_EVICTION.equals(policy)) {
      refuse(
          "Redis may evict messages: its maxmemory-policy is "
              + policy
              + ", but must be noeviction");
    }
    if (!expectsCluster && "1".equals(facts.get("cluster_enabled"))) {
      refuse("Redis is a cluster, but REDIS_URL names a single server: use redis-cluster://");
    }
  }

  private static void refuse(String problem) {
    throw new QueueUnavailableException(problem);
  }

  private static Map<String, String> facts(String info) {
    return info.lines()
        .map(line -> line.split(":", 2))
        .filter(fact -> fact.length == 2)
        .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1], (a, b) -> a));
  }

  private static Optional<Integer> major(String version) {
    Matcher number = FIRST_NUMBER.matcher(version);
    return number.lookingAt() ? Optional.of(Integer.parseInt(number.group())) : Optional.empty();
  }
}

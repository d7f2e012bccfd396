package com.couponcommerce.workers.queue.redis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks that a Redis does not lose messages. */
public final class RedisCheck {
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

  private void check(QueueKeys keys) {
    String info = redis.run(Script.PROBE, List.of(keys.probe()), new Arguments()).text();
    Map<String, String> facts = facts(info);
    String version = facts.getOrDefault("redis_version", "");
    if (major(version).orElse(7) < 7) {
      refuse("Redis is " + version + ", but must be 7.0 or newer");
    }
    String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
    if (!"noeviction".equals(policy)) {
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

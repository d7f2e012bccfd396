package com.couponcommerce.workers.queue;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Asks a Redis whether it can be trusted with messages. */
final class RedisFitness {
  /** Written by the probe, gone after a minute. */
  private static final String PROBE_KEY = "queue:health:probe";

  private static final long PROBE_SECONDS = 60;
  private static final Pattern FIRST_NUMBER = Pattern.compile("\\d+");

  private final RedisConnection redis;

  RedisFitness(RedisConnection redis) {
    this.redis = redis;
  }

  void check() {
    redis.call(client -> client.set(PROBE_KEY, "1", SetParams.setParams().ex(PROBE_SECONDS)));
    String info = redis.call(RedisClient::info);
    Map<String, String> facts = facts(info);
    String version = facts.getOrDefault("redis_version", "");
    if (major(version).orElse(7) < 7) {
      refuse("Redis is " + version + ", but must be 7.0 or newer");
    }
    String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
    if (!"noeviction".equals(policy)) {
      refuse(
          "Redis may throw messages away: its maxmemory-policy is "
              + policy
              + ", but must be noeviction");
    }
    if ("1".equals(facts.get("cluster_enabled"))) {
      refuse("Redis is a cluster, but the keys of one queue need one server");
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

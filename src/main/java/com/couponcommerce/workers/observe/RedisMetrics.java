package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.queue.redis.RedisListener;
import com.couponcommerce.workers.queue.redis.RedisPool;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/** Measures the scripts and the connections of this instance at Redis. */
@Singleton
public final class RedisMetrics implements RedisListener {
  private final Map<String, Histogram> scripts = new HashMap<>();
  private final Map<RedisPool, Counter> reconnects = new EnumMap<>(RedisPool.class);

  @Inject
  public RedisMetrics(Metrics metrics) {
    for (String script : RedisPools.scripts()) {
      Histogram histogram = histogram();
      scripts.put(script, histogram);
      metrics.histogram(Metric.REDIS_SCRIPT_DURATION_SECONDS, histogram, new Tag("script", script));
    }
    for (RedisPool pool : RedisPool.values()) {
      reconnects.put(
          pool, metrics.counter(Metric.REDIS_RECONNECTS_TOTAL, new Tag("pool", pool.id())));
    }
  }

  /**
   * Returns a histogram of few buckets, since there are many scripts: Redis on the same machine, in
   * the same network, far away, slow, and close to the timeout.
   */
  private static Histogram histogram() {
    return new Histogram(
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofSeconds(1));
  }

  @Override
  public void ran(String script, Duration took) {
    Objects.requireNonNull(scripts.get(script)).record(took);
  }

  @Override
  public void reconnected(RedisPool pool) {
    Objects.requireNonNull(reconnects.get(pool)).inc();
  }
}

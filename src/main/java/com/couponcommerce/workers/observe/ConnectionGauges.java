package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.queue.redis.RedisPool;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.Connections;
import com.couponcommerce.workers.sender.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.metrics.Tag;

/** Registers the gauges of this instance's connections to Redis and to the mail server. */
@Singleton
public final class ConnectionGauges {
  private static final Tag IN_USE = new Tag("state", "in_use");
  private static final Tag IDLE = new Tag("state", "idle");

  private final Metrics metrics;
  private final RedisPools redis;
  private final Instance<Sender<?>> senders;

  @Inject
  public ConnectionGauges(Metrics metrics, RedisPools redis, @Any Instance<Sender<?>> senders) {
    this.metrics = metrics;
    this.redis = redis;
    this.senders = senders;
  }

  /** Registers all of them when the application starts. */
  void show(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (RedisPool pool : RedisPool.values()) {
      Tag tag = new Tag("pool", pool.id());
      metrics.gauge(Metric.REDIS_CONNECTIONS, () -> redis.use(pool).inUse(), tag, IN_USE);
      metrics.gauge(Metric.REDIS_CONNECTIONS, () -> redis.use(pool).idle(), tag, IDLE);
      metrics.gauge(Metric.REDIS_CONNECTION_WAITERS, () -> redis.use(pool).waiting(), tag);
    }
    for (Sender<?> sender : senders) {
      if (sender.connections().isPresent()) {
        show(sender, Connections::inUse, IN_USE);
        show(sender, Connections::idle, IDLE);
      }
    }
  }

  private void show(Sender<?> sender, ToIntFunction<Connections> number, Tag state) {
    metrics.gauge(
        Metric.PROVIDER_CONNECTIONS,
        () -> sender.connections().map(number::applyAsInt).orElse(0),
        sender.channel(),
        state);
  }
}

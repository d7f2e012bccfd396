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
import java.util.function.ToLongFunction;
import org.eclipse.microprofile.metrics.Tag;

/** Registers the gauges of this instance's connections to Redis and to the mail server. */
@Singleton
public final class ConnectionGauges {
  private static final Tag IN_USE = new Tag("state", "in_use");
  private static final Tag IDLE = new Tag("state", "idle");
  private static final Tag OPENED = new Tag("result", "opened");
  private static final Tag REFUSED = new Tag("result", "refused");

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
        show(Metric.PROVIDER_CONNECTIONS, sender, Connections::inUse, IN_USE);
        show(Metric.PROVIDER_CONNECTIONS, sender, Connections::idle, IDLE);
        show(Metric.PROVIDER_CONNECTS, sender, Connections::opened, OPENED);
        show(Metric.PROVIDER_CONNECTS, sender, Connections::refused, REFUSED);
      }
    }
  }

  private void show(
      Metric metric, Sender<?> sender, ToLongFunction<Connections> number, Tag state) {
    metrics.gauge(
        metric,
        () -> sender.connections().map(number::applyAsLong).orElse(0L),
        sender.channel(),
        state);
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisCheck;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports this instance as not ready unless Redis accepts writes and evicts no keys. Anyone may
 * read this, so it does not show the address of Redis.
 */
@Readiness
@Singleton
public class RedisReadiness implements HealthCheck {
  private final RedisPools redis;

  @Inject
  public RedisReadiness(RedisPools redis) {
    this.redis = redis;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      new RedisCheck(redis).check();
      return HealthCheckResponse.up("redis");
    } catch (QueueUnavailableException e) {
      return HealthCheckResponse.named("redis").withData("reason", e.publicReason()).down().build();
    }
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.queue.QueueUnavailableException;
import com.couponcommerce.workers.queue.Redis;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports this instance as not ready unless Redis accepts writes and evicts no keys. */
@Readiness
@Singleton
public class RedisReadiness implements HealthCheck {
  private final Redis redis;

  @Inject
  public RedisReadiness(Redis redis) {
    this.redis = redis;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      redis.checkFitness();
      return HealthCheckResponse.up("redis");
    } catch (QueueUnavailableException e) {
      return HealthCheckResponse.named("redis")
          .withData("reason", String.valueOf(e.getMessage()))
          .down()
          .build();
    }
  }
}

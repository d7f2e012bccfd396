package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Reports this instance as dead if a background duty is stuck while Redis answers. A restart frees
 * a stuck duty. It does not help a duty that waits for Redis: the instance would only forget which
 * delivered messages still have to be acked.
 */
@Liveness
@Singleton
public class DutyLiveness implements HealthCheck {
  /**
   * Longest run of a duty: a probe of a mail server that does not answer waits for the connection
   * and for up to five answers.
   */
  private static final Duration MAX_RUN = Duration.ofMinutes(6);

  private final WorkerLifecycle lifecycle;
  private final RedisPools redis;

  @Inject
  public DutyLiveness(WorkerLifecycle lifecycle, RedisPools redis) {
    this.lifecycle = lifecycle;
    this.redis = redis;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("duties").up();
    boolean anyStuck = false;
    for (Duties.State duty : lifecycle.duties()) {
      boolean stuck = duty.sinceProgress().compareTo(MAX_RUN) > 0;
      response.withData(duty.name(), stuck ? "stuck" : "runs");
      anyStuck |= stuck;
    }
    return anyStuck && redisAnswers() ? response.down().build() : response.build();
  }

  private boolean redisAnswers() {
    try {
      new QueueCounter(redis).count();
      return true;
    } catch (QueueUnavailableException e) {
      return false;
    }
  }
}

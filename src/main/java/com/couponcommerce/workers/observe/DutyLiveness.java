package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueUnavailableException;
import com.couponcommerce.workers.queue.Redis;
import com.couponcommerce.workers.worker.DrainTasks;
import com.couponcommerce.workers.worker.DrainTasks.DutyState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive: each background duty ran lately. A restart helps where one is stuck, but not while it
 * waits for Redis: it would only forget which delivered mails are still to be acked.
 */
@Liveness
@Singleton
public class DutyLiveness implements HealthCheck {
  /**
   * The longest that a duty may take for one run: a probe of a mail server that answers nothing
   * waits for the connection and for up to five answers.
   */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(6);

  private final DrainTasks tasks;
  private final Redis redis;

  @Inject
  public DutyLiveness(DrainTasks tasks, Redis redis) {
    this.tasks = tasks;
    this.redis = redis;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("duties").up();
    boolean anyStuck = false;
    for (DutyState duty : tasks.duties()) {
      boolean stuck = duty.sinceBeat().compareTo(LONGEST_RUN) > 0;
      response.withData(duty.name(), stuck ? "stuck" : "runs");
      anyStuck |= stuck;
    }
    return anyStuck && redisAnswers() ? response.down().build() : response.build();
  }

  private boolean redisAnswers() {
    try {
      redis.counts(Channel.EMAIL);
      return true;
    } catch (QueueUnavailableException e) {
      return false;
    }
  }
}

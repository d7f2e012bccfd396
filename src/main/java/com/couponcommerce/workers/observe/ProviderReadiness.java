package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.ChannelGate;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.worker.DrainTasks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: no channel waits for somebody to correct a setting. An outage of a provider is no reason
 * to take this instance out, nor is a pause by an operator: both are shown, but do not count.
 */
@Readiness
@Singleton
public class ProviderReadiness implements HealthCheck {
  private final DrainTasks tasks;

  @Inject
  public ProviderReadiness(DrainTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("providers").up();
    for (Channel channel : Channel.values()) {
      if (tasks.isPaused(channel)) {
        response.withData(channel.id() + ".paused", "by an operator");
      }
      Optional<ChannelGate.Pause> pause = tasks.pause(channel);
      pause.ifPresent(
          p ->
              response.withData(
                  channel.id(), p.cause() + " since " + p.since() + ": " + p.reason()));
      if (tasks.misconfiguration(channel).isPresent()) {
        response.down();
      }
    }
    return response.build();
  }
}

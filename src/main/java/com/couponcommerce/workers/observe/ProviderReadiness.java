package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.worker.ChannelWorker;
import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports this instance as not ready while a channel waits for the administrator to correct a
 * setting, such as a refused password. Outages of a provider and pauses by an operator are shown,
 * but they leave the instance ready. Anyone may read this, so it shows the provider's code and not
 * its text, which may name hosts and accounts; the log and the API have the text.
 */
@Readiness
@Singleton
public class ProviderReadiness implements HealthCheck {
  private final WorkerLifecycle lifecycle;

  @Inject
  public ProviderReadiness(WorkerLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("providers").up();
    for (ChannelWorker<?> worker : lifecycle.workers()) {
      Channel channel = worker.channel();
      if (worker.isPaused()) {
        response.withData(channel.id() + ".paused", "by an operator");
      }
      Optional<CircuitBreaker.Pause> pause = worker.pause();
      pause.ifPresent(
          p ->
              response.withData(channel.id(), p.cause() + " since " + p.since() + ": " + p.code()));
      if (worker.misconfiguration().isPresent()) {
        response.down();
      }
    }
    return response.build();
  }
}

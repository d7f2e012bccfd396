package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Reports this instance as started once every background duty is scheduled. */
@Startup
@Singleton
public class StartupCheck implements HealthCheck {
  private final WorkerLifecycle lifecycle;

  @Inject
  public StartupCheck(WorkerLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("started").status(lifecycle.isStarted()).build();
  }
}

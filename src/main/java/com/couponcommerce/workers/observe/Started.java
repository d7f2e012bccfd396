package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: every background duty has been scheduled. */
@Startup
@Singleton
public class Started implements HealthCheck {
  private final WorkerLifecycle lifecycle;

  @Inject
  public Started(WorkerLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("started").status(lifecycle.isStarted()).build();
  }
}

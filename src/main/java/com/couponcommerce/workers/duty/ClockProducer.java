package com.couponcommerce.workers.duty;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Provides the system's clock for the time of day; leases follow Redis's clock. */
@Singleton
public final class ClockProducer {
  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}

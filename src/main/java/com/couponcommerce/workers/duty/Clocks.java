package com.couponcommerce.workers.duty;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Clocks of this instance; leases follow Redis's clock.
 *
 * @param wall clock for the time of day
 * @param nanoTime monotonic clock for ages and pauses
 */
public record Clocks(InstantSource wall, LongSupplier nanoTime) {}

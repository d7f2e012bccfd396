package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a drainer takes on.
 *
 * @param capacity most messages waiting for a slot or being sent
 * @param batchSize most messages of one claim
 * @param pollInterval longest pause between two looks at the queue
 * @param rate what all instances together may send; empty: as much as they can
 */
record DrainLimits(int capacity, int batchSize, Duration pollInterval, Optional<RateLimit> rate) {

  /** One batch may wait while another is sent, so that no slot is idle during a claim. */
  static DrainLimits of(int concurrency, int batchSize, Duration pollInterval) {
    return new DrainLimits(concurrency + batchSize, batchSize, pollInterval, Optional.empty());
  }

  DrainLimits withRate(Optional<RateLimit> limit) {
    return new DrainLimits(capacity, batchSize, pollInterval, limit);
  }

  /** Most messages being sent. */
  int concurrency() {
    return capacity - batchSize;
  }
}

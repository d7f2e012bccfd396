package com.couponcommerce.workers.worker;

import java.time.Duration;

/**
 * How much a drainer takes on.
 *
 * @param capacity most messages waiting for a slot or being sent
 * @param batchSize most messages of one claim
 * @param pollInterval longest pause between two looks at the queue
 */
record DrainLimits(int capacity, int batchSize, Duration pollInterval) {

  /** One batch may wait while another is sent, so that no slot is idle during a claim. */
  static DrainLimits of(int concurrency, int batchSize, Duration pollInterval) {
    return new DrainLimits(concurrency + batchSize, batchSize, pollInterval);
  }
}

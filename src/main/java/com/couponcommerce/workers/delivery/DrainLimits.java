package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a drainer takes on, as it is now.
 *
 * @param concurrency most messages being sent
 */
public record DrainLimits(Channel channel, int concurrency, CurrentSettings settings) {

  /** Most messages of one claim. */
  int batchSize() {
    return settings.get().batchSize();
  }

  /**
   * Most messages waiting for a slot or being sent: one batch may wait while another is sent, so
   * that no slot is idle during a claim.
   */
  int capacity() {
    return concurrency + batchSize();
  }

  /** Longest pause between two looks at the queue. */
  Duration pollInterval() {
    return settings.get().pollInterval();
  }

  /** What all instances together may send; empty: as much as they can. */
  Optional<RateLimit> rate() {
    return settings.get().rates().of(channel);
  }
}

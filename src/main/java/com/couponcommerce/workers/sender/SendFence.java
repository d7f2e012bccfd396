package com.couponcommerce.workers.sender;

import java.time.Instant;
import java.util.Optional;

/**
 * Last check before a sender hands a message over (for SMTP after the server's 354). A worker that
 * was suspended past the end of its lease must not send what another worker sends too. A one-time
 * code that expired while a connection was opened is useless. Delayed messages must not catch up
 * faster than the channel's limit allows.
 */
@FunctionalInterface
public interface SendFence {

  /**
   * Waits for a permit if the channel has a limit.
   *
   * @return true if the message has its permit, the lease certainly belongs to this instance, and
   *     the message has not expired
   */
  boolean mayHandOver();

  /** Returns the time by the queue's clock, by which messages expire; empty if it is unknown. */
  default Optional<Instant> now() {
    return Optional.empty();
  }
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import java.time.Duration;
import java.util.Optional;

/**
 * The oldest messages of a channel at one moment.
 *
 * @param next the next message to be claimed; empty if none is pending
 * @param leaseAge time since the oldest claim in processing was made or last extended; empty if
 *     there is none
 */
public record Oldest(Optional<Next> next, Optional<Duration> leaseAge) {

  /**
   * The next message to be claimed.
   *
   * @param fingerprint the same for byte-identical messages, different for all others of up to
   *     {@link #MAX_BYTES}
   * @param payload empty if it is longer than {@link #MAX_BYTES}
   */
  public record Next(String fingerprint, Optional<Payload> payload) {
    /** Enough for any message without attachments, and cheap to read each second. */
    public static final int MAX_BYTES = 65_536;
  }
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import java.time.Duration;
import java.util.Optional;

/**
 * The oldest messages of a channel at one moment.
 *
 * @param next the next message to be claimed; empty where none is pending
 * @param leaseAge time since the oldest claim in processing was made or last extended; empty where
 *     none is there
 */
public record Oldest(Optional<Next> next, Optional<Duration> leaseAge) {

  /**
   * The message at the head of the line.
   *
   * @param fingerprint the same for byte-identical messages, and surely another for all others of
   *     up to {@link #MOST_BYTES}
   * @param payload empty where it has more than {@link #MOST_BYTES}
   */
  public record Next(String fingerprint, Optional<Payload> payload) {
    /** Enough for any message without attachments, and little to ask for each second. */
    public static final int MOST_BYTES = 65_536;
  }
}

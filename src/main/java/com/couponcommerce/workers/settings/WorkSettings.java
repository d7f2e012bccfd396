package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.log.DeliveredLines;
import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import java.util.Set;

/**
 * Settings of the workers that stay the same until a redeploy.
 *
 * @param channels channels that this instance drains (WORKERS)
 * @param executorName JNDI name of the managed scheduled executor (WORKERS_EXECUTOR)
 * @param logFormat format of the log lines (LOG_FORMAT)
 * @param delivered log lines about delivered messages (LOG_DELIVERED)
 */
public record WorkSettings(
    Set<Channel> channels,
    Timeouts timeouts,
    MessageLimits messages,
    String executorName,
    LogFormat logFormat,
    DeliveredLines delivered) {
  public WorkSettings {
    channels = Set.copyOf(channels);
  }

  /**
   * Time limits of the work.
   *
   * @param processing time after which another worker reclaims a lease that is not extended
   *     (PROCESSING_TIMEOUT_MS)
   * @param sendDeadline time after the start of a send at which its lease is no longer extended
   *     (SEND_DEADLINE_MS)
   * @param stall time without a claim, though messages are pending, after which this instance is
   *     not ready (STALL_TIMEOUT_MS)
   * @param shutdownGrace time for running sends to finish at a stop (SHUTDOWN_GRACE_MS)
   */
  public record Timeouts(
      Duration processing, Duration sendDeadline, Duration stall, Duration shutdownGrace) {}

  /**
   * Limits of a message.
   *
   * @param maxBytes size above which a message is dead-lettered unread (MAX_MESSAGE_BYTES)
   * @param dedupeTtl time for which a delivered id is not sent again; zero turns this off
   *     (DEDUPE_TTL)
   */
  public record MessageLimits(int maxBytes, Duration dedupeTtl) {}
}

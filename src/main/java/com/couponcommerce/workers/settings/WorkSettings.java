package com.couponcommerce.workers.settings;

import com.couponcommerce.workers.log.LogFormat;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import java.util.Set;

/**
 * How the queues are worked on, as far as it stays the same until a redeploy.
 *
 * @param channels channels that this instance drains (WORKERS)
 * @param processingTimeout age of a lease at which others may reclaim it (PROCESSING_TIMEOUT_MS)
 * @param sendDeadline how long a send may take before its lease is not extended any more
 *     (SEND_DEADLINE_MS)
 * @param stallTimeout how long nothing need be claimed of what is pending before this instance
 *     counts as not ready (STALL_TIMEOUT_MS)
 * @param shutdownGrace how long a stop waits for running sends (SHUTDOWN_GRACE_MS)
 * @param maxMessageBytes size above which a message is dead-lettered unread (MAX_MESSAGE_BYTES)
 * @param dedupeTtl how long an id is not sent again; zero: always (DEDUPE_TTL)
 * @param executorName JNDI name of the managed scheduled executor (WORKERS_EXECUTOR)
 * @param logFormat how lines of the log are written (LOG_FORMAT)
 */
public record WorkSettings(
    Set<Channel> channels,
    Duration processingTimeout,
    Duration sendDeadline,
    Duration stallTimeout,
    Duration shutdownGrace,
    int maxMessageBytes,
    Duration dedupeTtl,
    String executorName,
    LogFormat logFormat) {
  public WorkSettings {
    channels = Set.copyOf(channels);
  }
}

package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Settings that may change while the application runs, at one moment.
 *
 * @param retry delays and number of attempts
 * @param rates rate limits of sending
 * @param batchSize maximum number of messages in one claim (BATCH_SIZE)
 * @param pollInterval longest interval between two polls of the queue (POLL_INTERVAL_MS)
 * @param maxDepth limit of pending messages of a channel, above which requests are refused
 *     (QUEUE_MAX_DEPTH); empty means no limit
 * @param apiRate rate limit of each user's requests to this instance (API_RATE_LIMIT)
 */
public record LiveSettings(
    RetrySettings retry,
    RateSettings rates,
    int batchSize,
    Duration pollInterval,
    OptionalInt maxDepth,
    RateLimit apiRate) {}

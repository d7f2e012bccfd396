package com.couponcommerce.workers.settings;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The settings that may change while the application runs, as they are together at one moment.
 *
 * @param retry when a failed message is tried again
 * @param rates how much is sent at most
 * @param batchSize most messages of one claim (BATCH_SIZE)
 * @param pollInterval longest pause between two looks at the queue (POLL_INTERVAL_MS)
 * @param maxDepth most pending messages of a channel before requests are refused; empty: any number
 *     (QUEUE_MAX_DEPTH)
 * @param apiRate requests of each user that this instance answers (API_RATE_LIMIT)
 */
public record LiveSettings(
    RetrySettings retry,
    RateSettings rates,
    int batchSize,
    Duration pollInterval,
    OptionalInt maxDepth,
    RateLimit apiRate) {}

package com.couponcommerce.workers.settings;

import java.time.Duration;

/**
 * The settings that may change while the application runs, as they are together at one moment.
 *
 * @param retry when a failed message is tried again
 * @param rates how much is sent at most
 * @param batchSize most messages of one claim (BATCH_SIZE)
 * @param pollInterval longest pause between two looks at the queue (POLL_INTERVAL_MS)
 */
public record LiveSettings(
    RetrySettings retry, RateSettings rates, int batchSize, Duration pollInterval) {}

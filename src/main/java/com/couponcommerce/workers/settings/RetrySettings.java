package com.couponcommerce.workers.settings;

import java.time.Duration;

/**
 * Settings of retries.
 *
 * @param maxRetries failed attempts after which a message is dead-lettered (MAX_RETRIES)
 * @param delay delay after the first failed attempt (RETRY_DELAY_MS)
 * @param multiplier factor by which the delay grows with each further attempt
 *     (RETRY_BACKOFF_MULTIPLIER)
 * @param maxDelay upper bound of the delay (RETRY_MAX_DELAY_MS)
 */
public record RetrySettings(int maxRetries, Duration delay, double multiplier, Duration maxDelay) {}

package com.couponcommerce.workers.settings;

import java.time.Duration;

/**
 * When a failed message is tried again.
 *
 * @param maxRetries failed tries after which it is given up (MAX_RETRIES)
 * @param delay wait after the first failure (RETRY_DELAY_MS)
 * @param multiplier growth of that wait with each further failure (RETRY_BACKOFF_MULTIPLIER)
 * @param maxDelay bound of that growth (RETRY_MAX_DELAY_MS)
 */
public record RetrySettings(int maxRetries, Duration delay, double multiplier, Duration maxDelay) {}

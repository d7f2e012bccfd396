package com.couponcommerce.workers.limit;

import java.time.Duration;

/**
 * The permits that a rate limit grants.
 *
 * @param granted number of messages that may be sent now
 * @param untilNext time until one more may be sent; zero if it may be sent already
 */
public record Permits(int granted, Duration untilNext) {}

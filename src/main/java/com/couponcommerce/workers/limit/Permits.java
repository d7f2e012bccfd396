package com.couponcommerce.workers.limit;

import java.time.Duration;

/**
 * What a rate limit grants.
 *
 * @param granted how many may be sent now
 * @param untilNext how long until one more may be; zero where one may be already
 */
public record Permits(int granted, Duration untilNext) {}

package com.couponcommerce.workers.delivery;

import java.time.Duration;

/**
 * A channel is not drained though nothing says that it should not be.
 *
 * @param since for how long nothing has been claimed
 * @param reason what to look at
 */
public record Stall(Duration since, String reason) {}

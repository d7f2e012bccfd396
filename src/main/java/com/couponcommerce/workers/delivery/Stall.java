package com.couponcommerce.workers.delivery;

import java.time.Duration;

/**
 * A channel that is not drained although nothing forbids it.
 *
 * @param since time without progress
 * @param reason likely cause, for an operator
 */
public record Stall(Duration since, String reason) {}

package com.couponcommerce.workers.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * What a promotion brought.
 *
 * @param moved messages moved from retry to pending
 * @param nextDue how long until the next one is due; empty where none waits
 */
public record Promotion(int moved, Optional<Duration> nextDue) {}

package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.Traits;

/**
 * A failed attempt.
 *
 * @param attempt what the caller settles
 * @param since {@code nanoTime} at which the attempt began
 * @param trial true if the message was tried alone
 */
record Refused<A>(
    A attempt, MessageId id, Traits traits, long since, Failure failure, boolean trial) {}

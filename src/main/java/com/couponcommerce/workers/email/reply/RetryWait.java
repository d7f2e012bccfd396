package com.couponcommerce.workers.email.reply;

import java.time.Duration;

/**
 * Time to wait that a rule sets.
 *
 * @param first wait after the first failure
 * @param later wait after each that follows
 * @param unlessTold false if it wins over a wait that the reply tells
 */
public record RetryWait(Duration first, Duration later, boolean unlessTold) {}

/**
 * The contract between the delivery engine and the channels that send: senders, results, failures
 * and the circuit breaker.
 */
@NullMarked
package com.couponcommerce.workers.sender;

import org.jspecify.annotations.NullMarked;

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.limit.RateLimiter;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.SendingMarks;
import com.couponcommerce.workers.queue.person.OptOutList;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.Sender;
import java.util.function.LongSupplier;

/**
 * What everybody shares who works on one channel.
 *
 * @param nanoTime a clock that never goes back, for ages; Redis's clock is the one for leases
 */
public record ChannelContext<M>(
    Sender<M> sender,
    MessageQueue queue,
    InFlight inFlight,
    CircuitBreaker breaker,
    OptOutList optOuts,
    SendingMarks sendingMarks,
    Pace pace,
    RateLimiter limiter,
    DeliveryListener listener,
    LongSupplier nanoTime) {}

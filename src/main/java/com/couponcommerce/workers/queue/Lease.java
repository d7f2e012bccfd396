package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;

/** A message in processing together with the proof of who claimed it. */
public record Lease(Payload payload, LeaseToken token) {}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;

/**
 * A claimed and decoded message on its way.
 *
 * @param fields the payload as it is in processing
 * @param retries failed tries so far
 * @param maxRetries failed tries after which it is given up
 */
public record Delivery<M>(
    HeldLease lease, MessageFields fields, MessageId id, int retries, int maxRetries, M message) {}

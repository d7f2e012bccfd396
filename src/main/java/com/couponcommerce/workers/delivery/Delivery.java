package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import java.util.Optional;

/**
 * A claimed and decoded message on its way.
 *
 * @param fields the payload as it is in processing
 * @param window when it may be sent
 * @param retries failed tries so far
 * @param maxRetries failed tries after which it is given up
 */
public record Delivery<M>(
    HeldLease lease,
    MessageFields fields,
    MessageId id,
    SendWindow window,
    int retries,
    int maxRetries,
    M message) {
  /** The id to mark as sent; empty where it is ours, which never comes again. */
  Optional<MessageId> mark() {
    return Optional.of(id).filter(MessageId::isExplicit);
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import java.time.Instant;
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
    OwnLease lease,
    MessageFields fields,
    MessageId id,
    SendWindow window,
    int retries,
    int maxRetries,
    M message) {
  /** Which try this is; the first is 1. */
  int attempt() {
    return retries + 1;
  }

  /** The id to mark as sent; empty where it is ours, which never comes again. */
  Optional<MessageId> mark() {
    return Optional.of(id).filter(MessageId::isExplicit);
  }

  /**
   * The payload to wait as without a try. The time keeps it apart from a byte-identical one that
   * waits already: a sorted set would merge the two, so one of them would go round and round.
   */
  Payload deferredAt(Instant now) {
    return fields.edit().remove("heldAt").set("deferredAt", now.toString()).toPayload();
  }
}

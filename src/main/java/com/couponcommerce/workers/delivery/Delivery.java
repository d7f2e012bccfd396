package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import java.time.Instant;
import java.util.Optional;

/**
 * A claimed and decoded message.
 *
 * @param fields payload as it is in processing
 * @param window period in which it may be sent
 */
public record Delivery<M>(
    OwnLease lease, MessageFields fields, SendWindow window, Attempts attempts, M message) {
  public MessageId id() {
    return lease.id();
  }

  /** Returns true if it is useless by now. */
  boolean isExpired() {
    return window.ends() && window.isOver(lease.now());
  }

  /** Returns the failed attempts so far. */
  public int retries() {
    return attempts.retries();
  }

  /** Returns the number of this attempt, from 1. */
  int attempt() {
    return attempts.retries() + 1;
  }

  /**
   * Returns the id to mark as sent; empty for an id that the worker made, which is never reused.
   */
  Optional<MessageId> mark() {
    return lease.explicitId();
  }

  /**
   * Returns the payload of the message while it is deferred. The time distinguishes it from a
   * byte-identical one that waits already: a sorted set would merge the two, and one of them would
   * be claimed and deferred again and again.
   */
  Payload deferredAt(Instant now) {
    return fields.edit().remove("heldAt").set("deferredAt", now.toString()).toPayload();
  }
}

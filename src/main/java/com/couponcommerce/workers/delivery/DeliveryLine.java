package com.couponcommerce.workers.delivery;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Delivering of one thread: one message after the other.
 *
 * @param <M> the channel's decoded message
 */
@FunctionalInterface
public interface DeliveryLine<M> extends AutoCloseable {

  /**
   * Makes an attempt and settles the message; throws only in case of a bug.
   *
   * @param upcoming returns the message that this thread delivers next; empty if it has none yet
   */
  void deliver(Delivery<M> delivery, Supplier<Optional<Delivery<M>>> upcoming);

  /** Ends the line; called by its thread when it has nothing more to deliver. */
  @Override
  default void close() {}
}

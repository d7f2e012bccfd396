package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.MessageId;

/**
 * Sending of one thread: one message after the other, so that a message may share its way with the
 * one after it.
 *
 * @param <M> the channel's decoded message
 */
@FunctionalInterface
public interface SendLine<M> extends AutoCloseable {

  /**
   * Makes one attempt, see {@link Sender#send}.
   *
   * @param upcoming asked at most once, right before the message is handed over
   */
  DeliveryResult send(MessageId id, M message, SendFence fence, Upcoming<M> upcoming);

  /** Ends the line; called by its thread when it has nothing more to send. */
  @Override
  default void close() {}
}

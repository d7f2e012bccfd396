package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears of each change of state of each message, once, after Redis confirmed it, and of each try.
 * Called on the threads that deliver: it must neither wait nor throw.
 */
public interface DeliveryListener {

  /** Messages were moved from pending to processing, or dead-lettered unread as too large. */
  void claimed(Channel channel, Claim claim);

  /** Messages were pending, and a limit on the channel kept them from being claimed. */
  default void limited(Channel channel, Duration wait) {}

  /** Nothing keeps it from being sent: it has been decoded and waits for a slot. */
  default void admitted(Channel channel, Delivery<?> delivery) {}

  /**
   * Kept from being sent because a message with its id was sent or is being sent; what becomes of
   * it is told next.
   */
  default void suppressed(Channel channel, Delivery<?> delivery) {}

  /**
   * The provider was asked to take a message; what becomes of it is told next.
   *
   * @param result delivered, partly delivered or failed
   * @param took time of the try
   */
  void tried(Channel channel, DeliveryResult result, Duration took);

  /**
   * The provider took it and it left the queue.
   *
   * @param reply what the provider answered
   * @param took time of the try
   */
  void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took);

  /**
   * It waits for its next try.
   *
   * @param retries failed tries so far
   * @param delay wait before the next one
   */
  void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took);

  /**
   * It waits untried, without a try counted.
   *
   * @param delay wait before it is looked at again
   */
  void held(Channel channel, Delivery<?> delivery, String why, Duration delay);

  /** It was given up. */
  void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took);

  /** Given back untried, or without the try counting. */
  void released(Channel channel, Delivery<?> delivery, String why);

  /** Somebody else had reclaimed it before it could be settled: it may be sent twice. */
  void leaseLost(Channel channel, Delivery<?> delivery, String after);

  /**
   * Taken from a worker that did not settle it, and back in pending.
   *
   * @param id empty where it has none
   * @param retries failed tries so far, with the lost one
   */
  void reclaimed(Channel channel, Optional<MessageId> id, int retries);

  /**
   * Taken from a worker that did not settle it, and dead-lettered.
   *
   * @param id empty where it has none
   * @param retries failed tries, with the lost one
   */
  void givenUp(Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries);

  /** Dead-lettered byte for byte without a try. */
  void refused(Channel channel, Payload payload, String problem);
}

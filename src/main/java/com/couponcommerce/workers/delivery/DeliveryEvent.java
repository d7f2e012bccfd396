package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An event of this instance: each change of a message's state, once and after Redis confirmed it,
 * and each attempt.
 */
public sealed interface DeliveryEvent {

  Channel channel();

  /** Messages were moved from pending to processing, or dead-lettered unread as too large. */
  record Claimed(Channel channel, Claim claim) implements DeliveryEvent {}

  /** Messages were pending, and a limit on the channel kept them from being claimed. */
  record Limited(Channel channel, Duration waited) implements DeliveryEvent {}

  /** A message was decoded, may be sent now, and waits for a thread. */
  record Admitted(Channel channel, Delivery<?> delivery) implements DeliveryEvent {}

  /**
   * A message was not sent because another one with its id was sent or is being sent. Its next
   * event tells the outcome.
   */
  record Suppressed(Channel channel, Delivery<?> delivery) implements DeliveryEvent {}

  /**
   * A provider was asked to accept a message. Its next event tells the outcome.
   *
   * @param result delivered, partly delivered or failed
   * @param took time of the attempt
   */
  record Attempted(Channel channel, DeliveryResult result, Duration took)
      implements DeliveryEvent {}

  /** A claim has ended: the message left processing, or the lease was lost. */
  sealed interface Settled extends DeliveryEvent {

    /**
     * Calls the function of this case. A new case adds a parameter, so that no caller forgets it.
     */
    default void match(
        Consumer<Delivered> delivered,
        Consumer<Retried> retried,
        Consumer<Deferred> deferred,
        Consumer<DeadLettered> deadLettered,
        Consumer<Released> released,
        Consumer<LeaseLost> leaseLost,
        Consumer<Reclaimed> reclaimed) {
      if (this instanceof Delivered event) {
        delivered.accept(event);
      } else if (this instanceof Retried event) {
        retried.accept(event);
      } else if (this instanceof Deferred event) {
        deferred.accept(event);
      } else if (this instanceof DeadLettered event) {
        deadLettered.accept(event);
      } else if (this instanceof Released event) {
        released.accept(event);
      } else if (this instanceof LeaseLost event) {
        leaseLost.accept(event);
      } else {
        reclaimed.accept((Reclaimed) this);
      }
    }
  }

  /**
   * The provider accepted the message and it left the queue.
   *
   * @param reply answer of the provider
   * @param took time of the attempt
   */
  record Delivered(Channel channel, Delivery<?> delivery, String reply, Duration took)
      implements Settled {}

  /**
   * The message waits in retry for its next attempt.
   *
   * @param retries failed attempts so far
   * @param delay wait before the next one
   * @param took time of the attempt
   */
  record Retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took)
      implements Settled {}

  /**
   * The message waits in retry without an attempt.
   *
   * @param delay wait before it is due again
   */
  record Deferred(Channel channel, Delivery<?> delivery, String reason, Duration delay)
      implements Settled {}

  /**
   * The message was dead-lettered.
   *
   * @param id empty if it has none or is unreadable
   * @param code code of the failure that ended it, for a metric
   */
  record DeadLettered(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, String code, Cause cause)
      implements Settled {}

  /** Cause of a dead letter. */
  sealed interface Cause {

    /** Calls the function of this case. */
    default void match(
        Consumer<Refused> refused, Consumer<WorkersLost> workersLost, Consumer<Invalid> invalid) {
      if (this instanceof Refused cause) {
        refused.accept(cause);
      } else if (this instanceof WorkersLost cause) {
        workersLost.accept(cause);
      } else {
        invalid.accept((Invalid) this);
      }
    }
  }

  /**
   * A provider or a rule of the worker refused the message, or its attempts are used up.
   *
   * @param attempt number of the last attempt, from 1
   * @param took time of the last attempt; zero if there was none
   */
  record Refused(int attempt, Failure failure, Duration took) implements Cause {}

  /**
   * Workers died with the message as often as it may fail, or once if it may have been sent.
   *
   * @param retries failed attempts, the lost one included
   */
  record WorkersLost(int retries) implements Cause {}

  /** The payload cannot be decoded and was dead-lettered byte for byte. */
  record Invalid(Payload payload, String problem) implements Cause {}

  /** The message was given back to pending, without an attempt that counts. */
  record Released(Channel channel, Delivery<?> delivery, String reason) implements Settled {}

  /**
   * Another worker reclaimed the message before this instance could settle it: it may be sent
   * twice.
   *
   * @param after outcome on this instance, such as "delivered" or the code of a failure
   */
  record LeaseLost(Channel channel, Delivery<?> delivery, String after) implements Settled {}

  /**
   * A message was taken from a worker that did not settle it, and is back in pending.
   *
   * @param id empty if it has none
   * @param retries failed attempts so far, the lost one included
   */
  record Reclaimed(Channel channel, Optional<MessageId> id, int retries) implements Settled {}

  /** Calls the function of this case. A new case adds a parameter, so that no caller forgets it. */
  default void match(
      Consumer<Claimed> claimed,
      Consumer<Limited> limited,
      Consumer<Admitted> admitted,
      Consumer<Suppressed> suppressed,
      Consumer<Attempted> attempted,
      Consumer<Settled> settled) {
    if (this instanceof Claimed event) {
      claimed.accept(event);
    } else if (this instanceof Limited event) {
      limited.accept(event);
    } else if (this instanceof Admitted event) {
      admitted.accept(event);
    } else if (this instanceof Suppressed event) {
      suppressed.accept(event);
    } else if (this instanceof Attempted event) {
      attempted.accept(event);
    } else {
      settled.accept((Settled) this);
    }
  }
}

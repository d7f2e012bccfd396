package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells several listeners, in their order. */
public final class DeliveryListeners implements DeliveryListener {
  private final List<DeliveryListener> listeners;

  public DeliveryListeners(List<DeliveryListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  private void tell(Consumer<DeliveryListener> event) {
    listeners.forEach(event);
  }

  @Override
  public void claimed(Channel channel, Claim claim) {
    tell(listener -> listener.claimed(channel, claim));
  }

  @Override
  public void limited(Channel channel, Duration wait) {
    tell(listener -> listener.limited(channel, wait));
  }

  @Override
  public void admitted(Channel channel, Delivery<?> delivery) {
    tell(listener -> listener.admitted(channel, delivery));
  }

  @Override
  public void suppressed(Channel channel, Delivery<?> delivery) {
    tell(listener -> listener.suppressed(channel, delivery));
  }

  @Override
  public void tried(Channel channel, DeliveryResult result, Duration took) {
    tell(listener -> listener.tried(channel, result, took));
  }

  @Override
  public void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took) {
    tell(listener -> listener.delivered(channel, delivery, reply, took));
  }

  @Override
  public void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {
    tell(listener -> listener.retried(channel, delivery, failure, retries, delay, took));
  }

  @Override
  public void held(Channel channel, Delivery<?> delivery, String why, Duration delay) {
    tell(listener -> listener.held(channel, delivery, why, delay));
  }

  @Override
  public void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took) {
    tell(listener -> listener.deadLettered(channel, delivery, reason, failure, took));
  }

  @Override
  public void released(Channel channel, Delivery<?> delivery, String why) {
    tell(listener -> listener.released(channel, delivery, why));
  }

  @Override
  public void leaseLost(Channel channel, Delivery<?> delivery, String after) {
    tell(listener -> listener.leaseLost(channel, delivery, after));
  }

  @Override
  public void reclaimed(Channel channel, Optional<MessageId> id, int retries) {
    tell(listener -> listener.reclaimed(channel, id, retries));
  }

  @Override
  public void givenUp(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries) {
    tell(listener -> listener.givenUp(channel, id, reason, retries));
  }

  @Override
  public void refused(Channel channel, Payload payload, String problem) {
    tell(listener -> listener.refused(channel, payload, problem));
  }
}

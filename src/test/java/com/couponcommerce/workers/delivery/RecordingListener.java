package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it heard, one short line each. */
public final class RecordingListener implements DeliveryListener {
  private final List<String> heard = new ArrayList<>();
  private final List<String> suppressed = new ArrayList<>();
  private final List<String> admitted = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<DeliveryResult> tries = new ArrayList<>();

  public synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  public synchronized List<Claim> claims() {
    return List.copyOf(claims);
  }

  public synchronized List<DeliveryResult> tries() {
    return List.copyOf(tries);
  }

  /** The ids of what was kept from being sent, in order. */
  public synchronized List<String> suppressed() {
    return List.copyOf(suppressed);
  }

  /** The ids of what was to be sent, in order. */
  public synchronized List<String> admitted() {
    return List.copyOf(admitted);
  }

  private synchronized void hear(String line) {
    heard.add(line);
  }

  @Override
  public synchronized void claimed(Channel channel, Claim claim) {
    claims.add(claim);
  }

  @Override
  public synchronized void admitted(Channel channel, Delivery<?> delivery) {
    admitted.add(delivery.id().value());
  }

  @Override
  public synchronized void suppressed(Channel channel, Delivery<?> delivery) {
    suppressed.add(delivery.id().value());
  }

  @Override
  public synchronized void tried(Channel channel, DeliveryResult result, Duration took) {
    tries.add(result);
  }

  @Override
  public void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took) {
    hear("delivered " + delivery.id());
  }

  @Override
  public void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {
    hear("retried " + delivery.id() + " " + retries + " in " + delay.toMillis());
  }

  @Override
  public void held(Channel channel, Delivery<?> delivery, String why, Duration delay) {
    hear("held " + delivery.id() + " in " + delay.toMillis());
  }

  @Override
  public void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took) {
    hear("dead-lettered " + delivery.id() + " " + reason.id());
  }

  @Override
  public void released(Channel channel, Delivery<?> delivery, String why) {
    hear("released " + delivery.id());
  }

  @Override
  public void leaseLost(Channel channel, Delivery<?> delivery, String after) {
    hear("lease lost " + delivery.id());
  }

  @Override
  public void reclaimed(Channel channel, Optional<MessageId> id, int retries) {
    hear("reclaimed " + id.orElseThrow() + " " + retries);
  }

  @Override
  public void givenUp(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries) {
    hear("given up " + id.orElseThrow() + " " + reason.id());
  }

  @Override
  public void refused(Channel channel, Payload payload, String problem) {
    hear("refused " + problem);
  }
}

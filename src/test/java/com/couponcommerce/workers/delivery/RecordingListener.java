package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it heard, one short line each. */
public final class RecordingListener implements DeliveryListener {
  private final List<String> heard = new ArrayList<>();

  public synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  private synchronized void hear(String line) {
    heard.add(line);
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
  public void refused(Channel channel, Payload payload, String problem) {
    hear("refused " + problem);
  }
}

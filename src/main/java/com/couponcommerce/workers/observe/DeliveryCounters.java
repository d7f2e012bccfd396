package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.metrics.Counter;

/** Counts what happens to messages on this instance. */
@Singleton
public final class DeliveryCounters implements DeliveryListener {
  private final Map<Channel, ChannelCounters> channels = new EnumMap<>(Channel.class);
  private final Counter segments;

  @Inject
  public DeliveryCounters(Metrics metrics) {
    segments = metrics.counter(Metric.SMS_SEGMENTS_TOTAL);
    for (Channel channel : Channel.values()) {
      channels.put(channel, new ChannelCounters(metrics, channel));
    }
  }

  private ChannelCounters of(Channel channel) {
    return Objects.requireNonNull(channels.get(channel));
  }

  /** Returns the number of messages that this instance claimed and did not release. */
  long taken(Channel channel) {
    return of(channel).taken();
  }

  @Override
  public void claimed(Channel channel, Claim claim) {
    of(channel).claimed.inc(claim.leases().size());
    of(channel).deadLettered(DeadLetterReason.INVALID, "too_large", claim.tooLarge());
  }

  @Override
  public void limited(Channel channel, Duration wait) {
    of(channel).limited(wait);
  }

  @Override
  public void admitted(Channel channel, Delivery<?> delivery) {
    QueueWait.of(delivery).ifPresent(of(channel)::waited);
  }

  @Override
  public void suppressed(Channel channel, Delivery<?> delivery) {
    of(channel).duplicatesSuppressed.inc();
  }

  @Override
  public void tried(Channel channel, DeliveryResult result, Duration took) {
    of(channel).attempted(took);
    if (result instanceof Failed failed) {
      of(channel).failed(failed.failure());
    } else if (result instanceof PartlyDelivered partly) {
      of(channel).failed(partly.failure());
    }
  }

  @Override
  public void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took) {
    of(channel).delivered.inc();
    if (delivery.message() instanceof SmsMessage sms) {
      segments.inc(sms.segments().count());
    }
  }

  @Override
  public void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {
    of(channel).retried.inc();
  }

  @Override
  public void held(Channel channel, Delivery<?> delivery, String why, Duration delay) {
    of(channel).deferred.inc();
  }

  @Override
  public void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took) {
    of(channel).deadLettered(reason, failure.code(), 1);
  }

  @Override
  public void released(Channel channel, Delivery<?> delivery, String why) {
    of(channel).released.inc();
  }

  @Override
  public void leaseLost(Channel channel, Delivery<?> delivery, String after) {
    of(channel).leasesLost.inc();
  }

  @Override
  public void reclaimed(Channel channel, Optional<MessageId> id, int retries) {
    of(channel).reclaimed.inc();
  }

  @Override
  public void givenUp(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries) {
    of(channel).deadLettered(reason, reason.id(), 1);
  }

  @Override
  public void refused(Channel channel, Payload payload, String problem) {
    of(channel).deadLettered(DeadLetterReason.INVALID, DeadLetterReason.INVALID.id(), 1);
  }
}

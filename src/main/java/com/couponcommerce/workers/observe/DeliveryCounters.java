package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.delivery.DeliveryEvent;
import com.couponcommerce.workers.delivery.DeliveryEvent.Settled;
import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.SmsMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
  public void on(DeliveryEvent event) {
    ChannelCounters counters = of(event.channel());
    event.match(
        claimed -> {
          counters.claimed.inc(claimed.claim().leases().size());
          counters.deadLettered(DeadLetterReason.INVALID, "too_large", claimed.claim().tooLarge());
        },
        limited -> counters.limited(limited.waited()),
        admitted -> QueueWait.of(admitted.delivery()).ifPresent(counters::waited),
        suppressed -> counters.duplicatesSuppressed.inc(),
        attempted -> {
          counters.attempted(attempted.took());
          attempted.result().anyFailure().ifPresent(counters::failed);
        },
        settled -> count(counters, settled));
  }

  private void count(ChannelCounters counters, Settled event) {
    event.match(
        delivered -> {
          counters.delivered.inc();
          if (delivered.delivery().message() instanceof SmsMessage sms) {
            segments.inc(sms.segments().count());
          }
        },
        retried -> counters.retried.inc(),
        deferred -> counters.deferred.inc(),
        dead -> counters.deadLettered(dead.reason(), dead.code(), 1),
        released -> counters.released.inc(),
        leaseLost -> counters.leasesLost.inc(),
        reclaimed -> counters.reclaimed.inc());
  }
}

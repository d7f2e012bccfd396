package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.delivery.DeliveryResult;
import com.couponcommerce.workers.delivery.DeliveryResult.Failed;
import com.couponcommerce.workers.delivery.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.delivery.Failure;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much this instance does on each channel, in all and over the last minutes. */
@Singleton
public final class Throughput implements DeliveryListener {
  /** Stretches of time that an instance reports, besides the count since its start. */
  public static final List<Duration> WINDOWS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), RecentCount.LONGEST);

  /** What is counted; {@link #id()} is its name in JSON. */
  public enum Event {
    CLAIMED("claimed"),
    DELIVERED("delivered"),
    /** A try, whatever became of the message. */
    FAILED("failed"),
    DEAD_LETTERED("deadLettered");

    private final String id;

    Event(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  private final Map<Channel, Map<Event, RecentCount>> counts = new EnumMap<>(Channel.class);

  @Inject
  public Throughput() {
    this(System::nanoTime);
  }

  Throughput(LongSupplier nanoTime) {
    for (Channel channel : Channel.values()) {
      Map<Event, RecentCount> ofChannel = new EnumMap<>(Event.class);
      for (Event event : Event.values()) {
        ofChannel.put(event, new RecentCount(nanoTime));
      }
      counts.put(channel, ofChannel);
    }
  }

  RecentCount of(Channel channel, Event event) {
    return Objects.requireNonNull(Objects.requireNonNull(counts.get(channel)).get(event));
  }

  private void count(Channel channel, Event event, int events) {
    if (events > 0) {
      of(channel, event).add(events);
    }
  }

  @Override
  public void claimed(Channel channel, Claim claim) {
    count(channel, Event.CLAIMED, claim.leases().size());
    count(channel, Event.DEAD_LETTERED, claim.tooLarge());
  }

  @Override
  public void tried(Channel channel, DeliveryResult result, Duration took) {
    if (result instanceof Failed || result instanceof PartlyDelivered) {
      count(channel, Event.FAILED, 1);
    }
  }

  @Override
  public void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took) {
    count(channel, Event.DELIVERED, 1);
  }

  @Override
  public void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took) {
    count(channel, Event.DEAD_LETTERED, 1);
  }

  @Override
  public void givenUp(
      Channel channel, Optional<MessageId> id, DeadLetterReason reason, int retries) {
    count(channel, Event.DEAD_LETTERED, 1);
  }

  @Override
  public void refused(Channel channel, Payload payload, String problem) {
    count(channel, Event.DEAD_LETTERED, 1);
  }

  @Override
  public void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {}

  @Override
  public void held(Channel channel, Delivery<?> delivery, String why, Duration delay) {}

  @Override
  public void released(Channel channel, Delivery<?> delivery, String why) {}

  @Override
  public void leaseLost(Channel channel, Delivery<?> delivery, String after) {}

  @Override
  public void reclaimed(Channel channel, Optional<MessageId> id, int retries) {}
}

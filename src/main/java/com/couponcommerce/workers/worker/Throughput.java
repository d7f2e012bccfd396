package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.DeliveryEvent;
import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.message.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Counts of this instance's work on each channel, in total and over the last minutes. */
@Singleton
public final class Throughput implements DeliveryListener {
  /** Periods that an instance reports, besides the count since its start. */
  public static final List<Duration> WINDOWS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), RecentCount.MAX_WINDOW);

  /** Counted event; {@link #id()} is its name in JSON. */
  public enum Event {
    CLAIMED("claimed"),
    DELIVERED("delivered"),
    /** A failed attempt, whatever happened to the message. */
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
  public void on(DeliveryEvent event) {
    event.match(
        claimed -> {
          count(claimed.channel(), Event.CLAIMED, claimed.claim().leases().size());
          count(claimed.channel(), Event.DEAD_LETTERED, claimed.claim().tooLarge());
        },
        limited -> {},
        admitted -> {},
        suppressed -> {},
        attempted ->
            count(
                attempted.channel(),
                Event.FAILED,
                attempted.result().anyFailure().isPresent() ? 1 : 0),
        settled ->
            settled.match(
                delivered -> count(delivered.channel(), Event.DELIVERED, 1),
                retried -> {},
                deferred -> {},
                dead -> count(dead.channel(), Event.DEAD_LETTERED, 1),
                released -> {},
                leaseLost -> {},
                reclaimed -> {}));
  }
}

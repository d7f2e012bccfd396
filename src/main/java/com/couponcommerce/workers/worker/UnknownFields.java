package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.DeliveryEvent;
import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.UnknownNames;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the messages of this instance with fields that the workers ignore, by the names of the
 * fields, so that a producer's typo can be found. A name is forgotten a day after it last came.
 */
@Singleton
public final class UnknownFields implements DeliveryListener {
  private static final EventLog LOG = EventLog.of(UnknownFields.class);

  private static final Duration KEPT = Duration.ofDays(1);

  /** Names of a channel; a producer that makes names of its data must not fill the memory. */
  private static final int MAX_NAMES = 50;

  private final Map<Channel, Map<String, Seen>> names = new EnumMap<>(Channel.class);
  private final InstantSource clock;

  /**
   * A name that came.
   *
   * @param messages messages with it since it first came
   * @param last when the last of them was claimed
   */
  record Seen(String name, long messages, Instant last) {}

  @Inject
  public UnknownFields(InstantSource clock) {
    this.clock = clock;
    for (Channel channel : Channel.values()) {
      names.put(channel, new LinkedHashMap<>());
    }
  }

  /** Returns the names that came within a day. */
  synchronized List<Seen> of(Channel channel) {
    Map<String, Seen> seen = Objects.requireNonNull(names.get(channel));
    Instant oldest = clock.instant().minus(KEPT);
    seen.values().removeIf(name -> name.last().isBefore(oldest));
    return List.copyOf(seen.values());
  }

  private synchronized boolean count(Channel channel, String name) {
    Map<String, Seen> seen = Objects.requireNonNull(names.get(channel));
    Seen before = seen.get(name);
    if (before == null && of(channel).size() == MAX_NAMES) {
      return false;
    }
    seen.put(name, new Seen(name, before == null ? 1 : before.messages() + 1, clock.instant()));
    return before == null;
  }

  @Override
  public void on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Admitted admitted && admitted.delivery().retries() == 0) {
      count(admitted.channel(), admitted.delivery().fields());
    }
  }

  void count(Channel channel, MessageFields message) {
    for (String name : UnknownNames.of(message, channel)) {
      if (count(channel, name)) {
        LOG.info(
            LogLine.saying("unknown-field", "messages have a field without effect: is it a typo?")
                .with("channel", channel)
                .text("field", name));
      }
    }
  }
}

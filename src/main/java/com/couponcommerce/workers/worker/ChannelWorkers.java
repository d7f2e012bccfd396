package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.Settings;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the {@link ChannelWorker} of each channel that this instance drains. */
@Singleton
public final class ChannelWorkers {
  private static final EventLog LOG = EventLog.of(ChannelWorkers.class);

  private final Settings settings;
  private final CurrentSettings live;
  private final RedisPools redis;
  private final Iterable<? extends Sender<?>> senders;
  private final DeliveryListener listener;
  private final InstantSource clock;

  @Inject
  public ChannelWorkers(
      Settings settings,
      CurrentSettings live,
      RedisPools redis,
      @Any Instance<Sender<?>> senders,
      @Any Instance<DeliveryListener> listeners,
      InstantSource clock) {
    this(settings, live, redis, senders, DeliveryListener.all(listeners.stream().toList()), clock);
  }

  ChannelWorkers(
      Settings settings,
      CurrentSettings live,
      RedisPools redis,
      Iterable<? extends Sender<?>> senders,
      DeliveryListener listener,
      InstantSource clock) {
    this.settings = settings;
    this.live = live;
    this.redis = redis;
    this.senders = senders;
    this.listener = listener;
    this.clock = clock;
  }

  /** Adds the duties of each channel that the settings name and that has a configured sender. */
  List<ChannelWorker<?>> addTo(Duties duties) {
    WorkerEnvironment environment =
        new WorkerEnvironment(
            settings, live, duties, listener, new Clocks(clock, duties.nanoTime()));
    List<ChannelWorker<?>> workers = new ArrayList<>();
    for (Sender<?> sender : senders) {
      Channel channel = sender.channel();
      if (settings.work().channels().contains(channel) && sender.isConfigured()) {
        workers.add(new ChannelWorker<>(sender, ChannelStore.of(redis, channel), environment));
      }
    }
    for (Channel channel : settings.work().channels()) {
      if (workers.stream().noneMatch(worker -> worker.channel() == channel)) {
        LOG.warning(
            LogLine.saying(
                "unserved",
                "no sender is configured for " + channel + "; this instance does not drain it"));
      }
    }
    return workers;
  }
}

package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.SimulatedPools;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.worker.SimulatedWorker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** An instance of the application: a worker for each channel, from its start to its death. */
final class Instance {
  final Actor actor;
  private final Map<Channel, SimulatedWorker<SimulatedSender.Message>> workers =
      new EnumMap<>(Channel.class);

  /**
   * @param skew of its own clock against that of Redis
   */
  Instance(
      String name, World world, Settings settings, CurrentSettings live, Duration skew, long seed) {
    this.actor = new Actor(name, world);
    RedisPools pools = SimulatedPools.of(settings, actor);
    Clocks clocks = new Clocks(() -> world.now().plus(skew), () -> world.micros() * 1000);
    for (Channel channel : Channel.values()) {
      workers.put(
          channel,
          new SimulatedWorker<>(
              new SimulatedSender(world, channel, actor),
              pools,
              settings,
              live,
              clocks,
              new Random(seed),
              world.stopOf(actor),
              name));
    }
  }

  SimulatedWorker<SimulatedSender.Message> worker(Channel channel) {
    return Objects.requireNonNull(workers.get(channel));
  }
}

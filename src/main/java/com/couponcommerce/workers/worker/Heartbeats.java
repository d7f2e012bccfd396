package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/** Makes the {@link Heartbeat} of each channel that this instance drains. */
@Singleton
public final class Heartbeats {
  private final RedisPools redis;
  private final Throughput throughput;
  private final UnknownFields unknown;
  private final Instant started;

  @Inject
  public Heartbeats(
      RedisPools redis, Throughput throughput, UnknownFields unknown, InstantSource clock) {
    this.redis = redis;
    this.throughput = throughput;
    this.unknown = unknown;
    this.started = clock.instant();
  }

  Heartbeat of(ChannelWorker<?> worker) {
    InstanceReport report = new InstanceReport(worker, throughput, unknown, started);
    return new Heartbeat(worker.channel(), new Instances(redis, worker.channel()), report::members);
  }
}

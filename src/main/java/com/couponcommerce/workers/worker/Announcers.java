package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The {@link Heartbeat} of each channel that this instance drains. */
@Singleton
public final class Announcers {
  /** A run is over in this time, wherever Redis is. */
  private static final Duration RUN_END = Duration.ofSeconds(2);

  private final RedisPools redis;
  private final Throughput throughput;
  private final InstantSource clock;
  private final List<Heartbeat> announcers = new ArrayList<>();
  private final List<DutyLoop> loops = new ArrayList<>();

  @Inject
  public Announcers(RedisPools redis, Throughput throughput, InstantSource clock) {
    this.redis = redis;
    this.throughput = throughput;
    this.clock = clock;
  }

  /**
   * On the application's own threads: a suspended server still has sends under way, and is not
   * dead.
   */
  void start(List<ChannelWorker<?>> workers, DutyThreads threads) {
    Instant started = clock.instant();
    for (ChannelWorker<?> worker : workers) {
      InstanceReport report = new InstanceReport(worker, throughput, started);
      Heartbeat announcer =
          new Heartbeat(worker.channel(), new Instances(redis, worker.channel()), report::members);
      DutyLoop loop =
          new DutyLoop(
              announcer, threads.timer(), Runnable::run, new SecureRandom(), System::nanoTime);
      announcers.add(announcer);
      loops.add(loop);
      loop.start();
    }
  }

  List<DutyLoop> loops() {
    return List.copyOf(loops);
  }

  void stop() {
    loops.forEach(DutyLoop::stop);
    DutyLoop.awaitEnd(loops, RUN_END);
    announcers.forEach(Heartbeat::withdraw);
  }
}

package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.SendCheck;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.job.JobWalk;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Work on the jobs of the channels that this instance drains. */
@Singleton
public final class JobRunners {
  private final RedisPools redis;
  private final SendCheck sendCheck;
  private final List<JobListener> listeners;
  private final List<DutyLoop> loops = new CopyOnWriteArrayList<>();

  @Inject
  public JobRunners(RedisPools redis, SendCheck sendCheck, @Any Instance<JobListener> listeners) {
    this.redis = redis;
    this.sendCheck = sendCheck;
    this.listeners = listeners.stream().toList();
  }

  void start(Collection<Channel> channels, DutyThreads threads) {
    for (Channel channel : channels) {
      loops.add(
          new DutyLoop(
              runner(channel),
              threads.timer(),
              threads.executor(),
              new SecureRandom(),
              System::nanoTime));
    }
    loops.forEach(DutyLoop::start);
  }

  /** A turn under way ends; the next one is another instance's. */
  void stop() {
    loops.forEach(DutyLoop::stop);
    DutyLoop.awaitEnd(loops, ChannelWorker.DUTY_END);
  }

  List<DutyLoop> loops() {
    return List.copyOf(loops);
  }

  private JobRunner runner(Channel channel) {
    return new JobRunner(
        channel,
        new Jobs(redis, channel),
        new JobWalk(redis, channel),
        UUID.randomUUID().toString(),
        payload -> sendCheck.accepts(channel, payload),
        (where, job) -> listeners.forEach(listener -> listener.ended(where, job)));
  }
}

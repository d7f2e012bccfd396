package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.job.JobWalk;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Makes the {@link JobRunner} of each channel. */
@Singleton
public final class JobRunners {
  private final RedisPools redis;
  private final MessageDecoders decoders;
  private final List<JobListener> listeners;

  @Inject
  public JobRunners(
      RedisPools redis, MessageDecoders decoders, @Any Instance<JobListener> listeners) {
    this(redis, decoders, listeners.stream().toList());
  }

  JobRunners(RedisPools redis, MessageDecoders decoders, List<JobListener> listeners) {
    this.redis = redis;
    this.decoders = decoders;
    this.listeners = List.copyOf(listeners);
  }

  JobRunner of(Channel channel) {
    return new JobRunner(
        channel,
        new Jobs(redis, channel),
        new JobWalk(redis, channel),
        UUID.randomUUID().toString(),
        payload -> decoders.problem(channel, payload).isEmpty(),
        (where, job) -> listeners.forEach(listener -> listener.ended(where, job)));
  }
}

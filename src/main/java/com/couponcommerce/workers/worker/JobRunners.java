package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.job.JobWalk;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Makes the {@link JobRunner} of each channel. */
@Singleton
public final class JobRunners {
  private final RedisPools redis;
  private final MessageDecoders decoders;
  private final List<JobListener> listeners;
  private final InstantSource clock;

  @Inject
  public JobRunners(
      RedisPools redis,
      MessageDecoders decoders,
      @Any Instance<JobListener> listeners,
      InstantSource clock) {
    this(redis, decoders, listeners.stream().toList(), clock);
  }

  JobRunners(
      RedisPools redis,
      MessageDecoders decoders,
      List<JobListener> listeners,
      InstantSource clock) {
    this.redis = redis;
    this.decoders = decoders;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  JobRunner of(Channel channel) {
    return new JobRunner(
        channel,
        new Jobs(redis, channel),
        new JobWalk(redis, channel),
        UUID.randomUUID().toString(),
        payload -> isSendable(channel, payload),
        (where, job) -> listeners.forEach(listener -> listener.ended(where, job)));
  }

  private boolean isSendable(Channel channel, Payload payload) {
    try {
      decoders.check(channel, payload, clock.instant());
      return true;
    } catch (RefusedMessageException e) {
      return false;
    }
  }
}

package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells all instances how this one does on a channel. */
final class Heartbeat implements Duty {
  private static final EventLog LOG = EventLog.of(Heartbeat.class);

  /** A fraction of {@link Instances#ALIVE}, so that one lost beat is no death. */
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final Channel channel;
  private final Instances instances;
  private final Supplier<String> report;

  Heartbeat(Channel channel, Instances instances, Supplier<String> report) {
    this.channel = channel;
    this.instances = instances;
    this.report = report;
  }

  @Override
  public String name() {
    return channel + " announce";
  }

  @Override
  public Duration runOnce() {
    instances.heartbeat(report.get());
    return EVERY;
  }

  /** After the last run: whoever asks need not wait for the silence. */
  void withdraw() {
    try {
      instances.withdraw();
    } catch (QueueUnavailableException e) {
      LOG.debug(
          LogLine.saying("announce", "Redis will forget this instance by itself")
              .with("channel", channel),
          e);
    }
  }
}

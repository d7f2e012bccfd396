package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;

/** Reports to all instances that this one drains a channel, with its state. */
final class Heartbeat implements Duty {
  private static final EventLog LOG = EventLog.of(Heartbeat.class);

  /** Interval; a quarter of {@link Instances#ALIVE}, so that one lost heartbeat does no harm. */
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final Channel channel;
  private final Instances instances;
  private final Supplier<String> report;

  /**
   * @param report returns the members of a JSON object
   */
  Heartbeat(Channel channel, Instances instances, Supplier<String> report) {
    this.channel = channel;
    this.instances = instances;
    this.report = report;
  }

  @Override
  public String name() {
    return channel + " heartbeat";
  }

  @Override
  public Duration runOnce() {
    instances.heartbeat(report.get());
    return EVERY;
  }

  /** Removes this instance after its last heartbeat, so that it does not seem to hang. */
  void withdraw() {
    try {
      instances.withdraw();
    } catch (QueueUnavailableException e) {
      LOG.debug(
          LogLine.saying("heartbeat", "heartbeat not withdrawn; it expires in 60 s")
              .with("channel", channel),
          e);
    }
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.worker.ChannelWorker;
import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports this instance as not ready while messages are pending and it claims none without a
 * reason, though every duty may seem to run. {@link RedisReadiness} reports a Redis that does not
 * answer.
 */
@Readiness
@Singleton
public class DrainReadiness implements HealthCheck {
  private final Supplier<? extends Collection<Channel>> drained;
  private final Function<Channel, Optional<Stall>> stall;
  private final Function<Channel, Optional<ChannelCounts>> counts;

  @Inject
  public DrainReadiness(WorkerLifecycle lifecycle, QueueWatch watch) {
    this(
        () -> lifecycle.workers().stream().<Channel>map(ChannelWorker::channel).toList(),
        channel -> lifecycle.worker(channel).flatMap(ChannelWorker::stall),
        watch::counts);
  }

  /**
   * @param counts numbers of messages; empty while Redis does not answer
   */
  DrainReadiness(
      Supplier<? extends Collection<Channel>> drained,
      Function<Channel, Optional<Stall>> stall,
      Function<Channel, Optional<ChannelCounts>> counts) {
    this.drained = drained;
    this.stall = stall;
    this.counts = counts;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("draining").up();
    for (Channel channel : drained.get()) {
      problem(channel).ifPresent(problem -> response.down().withData(channel.id(), problem));
    }
    return response.build();
  }

  /**
   * Returns the reason why a channel is not drained though it should be; empty if there is none.
   */
  Optional<String> problem(Channel channel) {
    Optional<ChannelCounts> known = counts.apply(channel);
    return known
        .filter(counted -> !counted.problems().isEmpty())
        .map(counted -> String.join("; ", counted.problems()))
        .or(() -> stall.apply(channel).flatMap(stalled -> problem(stalled, known)));
  }

  private static Optional<String> problem(Stall stall, Optional<ChannelCounts> counts) {
    Optional<Long> pending = counts.map(known -> known.of(QueueState.PENDING).orElse(0));
    return pending.filter(number -> number == 0).isPresent()
        ? Optional.empty()
        : Optional.of(
            pending.map(String::valueOf).orElse("unknown what is")
                + " pending and none claimed for "
                + stall.since().toSeconds()
                + " s: "
                + stall.reason());
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch.Snapshot;
import com.couponcommerce.workers.queue.QueueState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Tag;

/** Registers the gauges of all queues, including those that this instance does not drain. */
@Singleton
public final class QueueGauges {
  private final Metrics metrics;
  private final QueueWatch watch;

  @Inject
  public QueueGauges(Metrics metrics, QueueWatch watch) {
    this.metrics = metrics;
    this.watch = watch;
  }

  /** Registers all of them when the application starts. */
  void show(@Observes @Initialized(ApplicationScoped.class) Object event) {
    metrics.gauge(Metric.REDIS_UP, () -> watch.snapshot().isPresent() ? 1 : 0);
    for (Channel channel : Channel.values()) {
      for (QueueState state : QueueState.values()) {
        show(
            Metric.QUEUE_MESSAGES,
            channel,
            seen -> number(seen.counts().of(state)),
            new Tag("state", state.id()));
      }
      show(Metric.OLDEST_PENDING_SECONDS, channel, seen -> seconds(seen.oldestPending()));
      show(Metric.OLDEST_LEASE_SECONDS, channel, seen -> seconds(seen.oldestLease()));
    }
  }

  /** Registers a gauge that is NaN while its value is unknown: 0 would mean an empty queue. */
  private void show(Metric metric, Channel channel, ToDoubleFunction<Snapshot> value, Tag... tags) {
    metrics.gauge(
        metric,
        () ->
            watch
                .snapshot()
                .map(seen -> value.applyAsDouble(Objects.requireNonNull(seen.get(channel))))
                .orElse(Double.NaN),
        channel,
        tags);
  }

  private static double number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : Double.NaN;
  }

  private static double seconds(Optional<Duration> duration) {
    return duration.map(known -> known.toMillis() / 1000.0).orElse(Double.NaN);
  }
}

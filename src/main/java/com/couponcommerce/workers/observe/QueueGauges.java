package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch.Seen;
import com.couponcommerce.workers.queue.QueueState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Tag;

/** Shows the queues as Redis has them: of all channels, also those that this instance leaves. */
@Singleton
public final class QueueGauges {
  private final Figures figures;
  private final QueueWatch watch;

  @Inject
  public QueueGauges(Figures figures, QueueWatch watch) {
    this.figures = figures;
    this.watch = watch;
  }

  void show(@Observes @Initialized(ApplicationScoped.class) Object event) {
    figures.gauge(Figure.REDIS_UP, () -> watch.look().isPresent() ? 1 : 0);
    for (Channel channel : Channel.values()) {
      for (QueueState state : QueueState.values()) {
        show(
            Figure.QUEUE_MESSAGES,
            channel,
            seen -> state.of(seen.counts()),
            new Tag("state", state.id()));
      }
      show(Figure.OLDEST_PENDING_SECONDS, channel, seen -> seconds(seen.oldestPending()));
      show(Figure.OLDEST_LEASE_SECONDS, channel, seen -> seconds(seen.oldestLease()));
    }
  }

  /** NaN while Redis does not answer: a zero would look like an empty queue. */
  private void show(Figure figure, Channel channel, ToDoubleFunction<Seen> value, Tag... tags) {
    figures.gauge(
        figure,
        () ->
            watch
                .look()
                .map(seen -> value.applyAsDouble(Objects.requireNonNull(seen.get(channel))))
                .orElse(Double.NaN),
        channel,
        tags);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}

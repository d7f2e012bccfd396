package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.worker.Build;
import com.couponcommerce.workers.worker.ChannelWorker;
import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.metrics.Tag;

/** Registers the gauges of this instance and of the channels that it drains. */
@Singleton
public final class WorkerGauges {
  /** Classes that pause a channel; the others concern one message and leave the breaker closed. */
  private static final Set<FailureClass> PAUSE_CAUSES =
      EnumSet.of(
          FailureClass.CONFIG,
          FailureClass.THROTTLED,
          FailureClass.PROVIDER_DOWN,
          FailureClass.AMBIGUOUS);

  private final Metrics metrics;
  private final WorkerLifecycle lifecycle;
  private final InstantSource clock;
  private final Instant started;
  private final long startedNanos = System.nanoTime();

  @Inject
  public WorkerGauges(Metrics metrics, WorkerLifecycle lifecycle, InstantSource clock) {
    this.metrics = metrics;
    this.lifecycle = lifecycle;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Runs after {@link WorkerLifecycle}, which knows only then what it drains. */
  void show(
      @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.LIBRARY_AFTER)
          Object event) {
    metrics.gauge(
        Metric.BUILD_INFO,
        () -> 1,
        new Tag("version", Build.THIS.version()),
        new Tag("revision", Build.THIS.revision()));
    metrics.gauge(Metric.START_TIME_SECONDS, () -> seconds(started));
    metrics.gauge(Metric.UPTIME_SECONDS, () -> (System.nanoTime() - startedNanos) / 1e9);
    lifecycle.workers().forEach(this::show);
  }

  private void show(ChannelWorker<?> worker) {
    Channel channel = worker.channel();
    metrics.gauge(Metric.IN_FLIGHT, worker::inFlight, channel);
    metrics.gauge(
        Metric.OLDEST_CLAIM_SECONDS, () -> worker.oldestClaim().toMillis() / 1000.0, channel);
    metrics.gauge(
        Metric.LAST_POLL_TIMESTAMP_SECONDS,
        () -> seconds(clock.instant().minus(worker.sincePoll())),
        channel);
    for (FailureClass cause : PAUSE_CAUSES) {
      metrics.gauge(
          Metric.CHANNEL_PAUSED,
          () -> has(worker.pause(), cause) ? 1 : 0,
          channel,
          new Tag("class", cause.name()));
    }
    metrics.gauge(
        Metric.CHANNEL_PAUSED,
        () -> worker.isPaused() ? 1 : 0,
        channel,
        new Tag("class", "OPERATOR"));
    List<ProviderState> providers = worker.providers();
    for (int i = 0; i < providers.size(); i++) {
      show(worker, i, providers.get(i).name());
    }
  }

  private void show(ChannelWorker<?> worker, int place, String provider) {
    Tag name = new Tag("provider", provider);
    for (FailureClass cause : PAUSE_CAUSES) {
      metrics.gauge(
          Metric.PROVIDER_PAUSED,
          () -> has(pause(worker, place), cause) ? 1 : 0,
          worker.channel(),
          name,
          new Tag("class", cause.name()));
    }
  }

  /** Includes a pause of the channel: nothing goes through any of its providers then. */
  private static Optional<CircuitBreaker.Pause> pause(ChannelWorker<?> worker, int place) {
    return worker.providers().get(place).pause().or(worker::pause);
  }

  private static boolean has(Optional<CircuitBreaker.Pause> pause, FailureClass cause) {
    return pause.filter(known -> known.cause() == cause).isPresent();
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}

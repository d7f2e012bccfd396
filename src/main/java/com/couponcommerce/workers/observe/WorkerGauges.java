package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.worker.WorkerLifecycle;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.metrics.Tag;

/** Shows how this instance is doing with the channels that it drains. */
@Singleton
public final class WorkerGauges {
  /** The others are of a message, and close no gate. */
  private static final Set<FailureClass> CAUSES_OF_A_PAUSE =
      EnumSet.of(
          FailureClass.CONFIG,
          FailureClass.THROTTLED,
          FailureClass.PROVIDER_DOWN,
          FailureClass.AMBIGUOUS);

  private final Figures figures;
  private final WorkerLifecycle lifecycle;
  private final InstantSource clock;
  private final Instant started;
  private final long startedNanos = System.nanoTime();

  @Inject
  public WorkerGauges(Figures figures, WorkerLifecycle lifecycle, InstantSource clock) {
    this.figures = figures;
    this.lifecycle = lifecycle;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** After {@link WorkerLifecycle}, which knows only then what it drains. */
  void show(
      @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.LIBRARY_AFTER)
          Object event) {
    figures.gauge(Figure.START_TIME_SECONDS, () -> seconds(started));
    figures.gauge(Figure.UPTIME_SECONDS, () -> (System.nanoTime() - startedNanos) / 1e9);
    lifecycle.drained().forEach(this::show);
  }

  private void show(Channel channel) {
    figures.gauge(Figure.IN_FLIGHT, () -> lifecycle.inFlight(channel), channel);
    figures.gauge(
        Figure.OLDEST_CLAIM_SECONDS,
        () -> lifecycle.oldestClaim(channel).toMillis() / 1000.0,
        channel);
    figures.gauge(Figure.LAST_LOOK_TIMESTAMP_SECONDS, () -> lastLook(channel), channel);
    for (FailureClass cause : CAUSES_OF_A_PAUSE) {
      Tag tag = new Tag("class", cause.name());
      figures.gauge(Figure.CHANNEL_PAUSED, () -> pauses(channel, cause) ? 1 : 0, channel, tag);
    }
    figures.gauge(
        Figure.CHANNEL_PAUSED,
        () -> lifecycle.isPaused(channel) ? 1 : 0,
        channel,
        new Tag("class", "OPERATOR"));
    List<ProviderState> providers = lifecycle.providers(channel);
    for (int i = 0; i < providers.size(); i++) {
      show(channel, i, providers.get(i).name());
    }
  }

  private void show(Channel channel, int place, String provider) {
    Tag name = new Tag("provider", provider);
    for (FailureClass cause : CAUSES_OF_A_PAUSE) {
      figures.gauge(
          Figure.PROVIDER_PAUSED,
          () -> pauses(channel, place, cause) ? 1 : 0,
          channel,
          name,
          new Tag("class", cause.name()));
    }
  }

  /** When the channel pauses, nothing goes through any of its providers. */
  private boolean pauses(Channel channel, int place, FailureClass cause) {
    return lifecycle
        .providers(channel)
        .get(place)
        .pause()
        .or(() -> lifecycle.pause(channel))
        .filter(pause -> pause.cause() == cause)
        .isPresent();
  }

  private boolean pauses(Channel channel, FailureClass cause) {
    return lifecycle.pause(channel).filter(pause -> pause.cause() == cause).isPresent();
  }

  private double lastLook(Channel channel) {
    return seconds(clock.instant().minus(lifecycle.sincePoll(channel).orElse(Duration.ZERO)));
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}

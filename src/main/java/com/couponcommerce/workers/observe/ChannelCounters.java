package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.delivery.FailureClass;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/**
 * What happened on one channel since this instance started. All are there from the start, at zero:
 * a series that begins with its first event would hide that event from {@code increase()}.
 */
final class ChannelCounters {
  final Counter claimed;
  final Counter delivered;
  final Counter retried;
  final Counter held;
  final Counter released;
  final Counter reclaimed;
  final Counter leasesLost;
  private final Map<DeadLetterReason, Counter> deadLettered = new EnumMap<>(DeadLetterReason.class);
  private final Map<FailureClass, Counter> failures = new EnumMap<>(FailureClass.class);
  private final SendDurations durations = new SendDurations();

  ChannelCounters(Figures figures, Channel channel) {
    claimed = figures.counter(Figure.CLAIMED_TOTAL, channel);
    delivered = figures.counter(Figure.DELIVERED_TOTAL, channel);
    retried = figures.counter(Figure.RETRIED_TOTAL, channel);
    held = figures.counter(Figure.HELD_TOTAL, channel);
    released = figures.counter(Figure.RELEASED_TOTAL, channel);
    reclaimed = figures.counter(Figure.RECLAIMED_TOTAL, channel);
    leasesLost = figures.counter(Figure.LEASES_LOST_TOTAL, channel);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      Tag tag = new Tag("reason", reason.id());
      deadLettered.put(reason, figures.counter(Figure.DEAD_LETTERED_TOTAL, channel, tag));
    }
    for (FailureClass failureClass : FailureClass.values()) {
      Tag tag = new Tag("class", failureClass.name());
      failures.put(failureClass, figures.counter(Figure.FAILURES_TOTAL, channel, tag));
    }
    show(figures, channel);
  }

  private void show(Figures figures, Channel channel) {
    List<String> bounds = SendDurations.bounds();
    for (int i = 0; i < bounds.size(); i++) {
      int bucket = i;
      Tag tag = new Tag("le", bounds.get(bucket));
      figures.gauge(
          Figure.SEND_DURATION_SECONDS_BUCKET, () -> durations.upTo(bucket), channel, tag);
    }
    figures.gauge(Figure.SEND_DURATION_SECONDS_SUM, durations::seconds, channel);
    figures.gauge(Figure.SEND_DURATION_SECONDS_COUNT, durations::count, channel);
  }

  void tried(Duration took) {
    durations.record(took);
  }

  void failed(FailureClass failureClass) {
    Objects.requireNonNull(failures.get(failureClass)).inc();
  }

  void deadLettered(DeadLetterReason reason, int messages) {
    Objects.requireNonNull(deadLettered.get(reason)).inc(messages);
  }

  /** Messages taken from the queue and not given back: it moves while this grows. */
  long taken() {
    return claimed.getCount() - released.getCount();
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Counters of one channel since this instance started. Each is registered at the start with the
 * value zero: {@code increase()} does not count the first event of a series that begins with it.
 */
final class ChannelCounters {
  final Counter claimed;
  final Counter delivered;
  final Counter retried;
  final Counter deferred;
  final Counter released;
  final Counter reclaimed;
  final Counter leasesLost;
  final Counter duplicatesSuppressed;
  private final Map<DeadLetterReason, Counter> deadLettered = new EnumMap<>(DeadLetterReason.class);
  private final Map<FailureClass, Counter> failures = new EnumMap<>(FailureClass.class);
  private final CodeCounters deadLetteredByCode;
  private final CodeCounters failuresByCode;
  private final Histogram sends = histogramOfSends();
  private final Histogram waits = histogramOfWaits();
  private final Histogram permits = new Histogram();

  ChannelCounters(Metrics metrics, Channel channel) {
    claimed = metrics.counter(Metric.CLAIMED_TOTAL, channel);
    delivered = metrics.counter(Metric.DELIVERED_TOTAL, channel);
    retried = metrics.counter(Metric.RETRIED_TOTAL, channel);
    deferred = metrics.counter(Metric.DEFERRED_TOTAL, channel);
    released = metrics.counter(Metric.RELEASED_TOTAL, channel);
    reclaimed = metrics.counter(Metric.RECLAIMED_TOTAL, channel);
    leasesLost = metrics.counter(Metric.LEASES_LOST_TOTAL, channel);
    duplicatesSuppressed = metrics.counter(Metric.DUPLICATES_SUPPRESSED_TOTAL, channel);
    deadLetteredByCode = new CodeCounters(metrics, Metric.DEAD_LETTERED_BY_CODE_TOTAL, channel);
    failuresByCode = new CodeCounters(metrics, Metric.FAILURES_BY_CODE_TOTAL, channel);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      Tag tag = new Tag("reason", reason.id());
      deadLettered.put(reason, metrics.counter(Metric.DEAD_LETTERED_TOTAL, channel, tag));
    }
    for (FailureClass failureClass : FailureClass.values()) {
      Tag tag = new Tag("class", failureClass.name());
      failures.put(failureClass, metrics.counter(Metric.FAILURES_TOTAL, channel, tag));
    }
    show(metrics, channel);
  }

  private void show(Metrics metrics, Channel channel) {
    Tag label = Metrics.tag(channel);
    metrics.histogram(Metric.SEND_DURATION_SECONDS, sends, label);
    metrics.histogram(Metric.WAIT_DURATION_SECONDS, waits, label);
    metrics.summary(Metric.RATE_LIMIT_WAIT_SECONDS, permits, label);
  }

  /** Covers a local relay that answers at once up to the longest timeout of one answer. */
  private static Histogram histogramOfSends() {
    return new Histogram(
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60));
  }

  /** Covers a worker that waits for messages up to the backlog of a night. */
  private static Histogram histogramOfWaits() {
    return new Histogram(
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofHours(12));
  }

  void attempted(Duration took) {
    sends.record(took);
  }

  void waited(Duration wait) {
    waits.record(wait);
  }

  void limited(Duration wait) {
    permits.record(wait);
  }

  void failed(Failure failure) {
    Objects.requireNonNull(failures.get(failure.failureClass())).inc();
    failuresByCode.count(failure.code(), 1);
  }

  void deadLettered(DeadLetterReason reason, String code, int messages) {
    Objects.requireNonNull(deadLettered.get(reason)).inc(messages);
    deadLetteredByCode.count(code, messages);
  }

  /** Returns the number of messages claimed and not released: while it grows, the queue moves. */
  long taken() {
    return claimed.getCount() - released.getCount();
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.Oldest;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.QueueUnavailableException;
import com.couponcommerce.workers.queue.Redis;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Asks Redis how the queues are, once for all metrics of a scrape and at most once a second however
 * many scrape. Where Redis does not answer, that is remembered for as long, so that a scrape waits
 * for it once and not once a metric.
 */
@Singleton
public final class QueueWatch {
  private static final Duration VALID = Duration.ofSeconds(1);

  /**
   * One channel at one moment.
   *
   * @param oldestPending see {@link PendingAge}; zero where nothing is pending
   * @param oldestLease time since the oldest claim was made or last extended; zero where there is
   *     none
   */
  public record Snapshot(QueueCounts counts, Duration oldestPending, Duration oldestLease) {}

  private final Redis redis;
  private final ToLongFunction<Channel> taken;
  private final LongSupplier nanoTime;
  private final Map<Channel, PendingAge> heads = new EnumMap<>(Channel.class);
  private Optional<Map<Channel, Snapshot>> last = Optional.empty();
  private long validUntil;

  @Inject
  public QueueWatch(Redis redis, DeliveryCounters counters, InstantSource clock) {
    this(redis, counters::taken, clock, System::nanoTime);
  }

  QueueWatch(
      Redis redis, ToLongFunction<Channel> taken, InstantSource clock, LongSupplier nanoTime) {
    this.redis = redis;
    this.taken = taken;
    this.nanoTime = nanoTime;
    this.validUntil = nanoTime.getAsLong();
    for (Channel channel : Channel.values()) {
      heads.put(channel, new PendingAge(clock, nanoTime));
    }
  }

  /** All channels, as of the last second; empty where Redis did not answer. */
  public synchronized Optional<Map<Channel, Snapshot>> snapshot() {
    if (nanoTime.getAsLong() - validUntil >= 0) {
      last = ask();
      validUntil = nanoTime.getAsLong() + VALID.toNanos();
    }
    return last;
  }

  /** Messages of a channel in pending; 0 where Redis did not answer. */
  long pending(Channel channel) {
    return snapshot()
        .map(seen -> Objects.requireNonNull(seen.get(channel)).counts().pending())
        .orElse(0L);
  }

  private Optional<Map<Channel, Snapshot>> ask() {
    try {
      Map<Channel, QueueCounts> counts = redis.counts();
      Map<Channel, Snapshot> seen = new EnumMap<>(Channel.class);
      counts.forEach((channel, counted) -> seen.put(channel, ask(channel, counted)));
      return Optional.of(seen);
    } catch (QueueUnavailableException e) {
      return Optional.empty();
    }
  }

  private Snapshot ask(Channel channel, QueueCounts counts) {
    PendingAge head = Objects.requireNonNull(heads.get(channel));
    // Before Redis is asked: what is taken meanwhile starts the time anew at the next look.
    long takenBefore = taken.applyAsLong(channel);
    Oldest oldest = redis.oldest(channel);
    return new Snapshot(
        counts, head.age(oldest.next(), takenBefore), oldest.leaseAge().orElse(Duration.ZERO));
  }
}

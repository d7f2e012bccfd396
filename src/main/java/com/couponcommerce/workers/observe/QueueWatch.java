package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.Oldest;
import com.couponcommerce.workers.queue.OldestMessages;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
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
 * Reads the state of all queues from Redis, once for all metrics of a scrape and at most once a
 * second however many scrapers there are. A failure is cached for as long, so that a scrape waits
 * for Redis once and not once for each metric.
 */
@Singleton
public final class QueueWatch {
  private static final Duration VALID = Duration.ofSeconds(1);

  /**
   * State of one channel at one moment.
   *
   * @param oldestPending see {@link PendingAge}; zero if nothing is pending, empty if it is unknown
   * @param oldestLease time since the oldest lease was created or extended; zero if there is none,
   *     empty if it is unknown
   */
  public record Snapshot(
      ChannelCounts counts, Optional<Duration> oldestPending, Optional<Duration> oldestLease) {}

  private final RedisPools redis;
  private final ToLongFunction<Channel> taken;
  private final LongSupplier nanoTime;
  private final Map<Channel, PendingAge> heads = new EnumMap<>(Channel.class);
  private Optional<Map<Channel, Snapshot>> last = Optional.empty();
  private long validUntil;

  @Inject
  public QueueWatch(RedisPools redis, DeliveryCounters counters, InstantSource clock) {
    this(redis, counters::taken, clock, System::nanoTime);
  }

  QueueWatch(
      RedisPools redis, ToLongFunction<Channel> taken, InstantSource clock, LongSupplier nanoTime) {
    this.redis = redis;
    this.taken = taken;
    this.nanoTime = nanoTime;
    this.validUntil = nanoTime.getAsLong();
    for (Channel channel : Channel.values()) {
      heads.put(channel, new PendingAge(clock, nanoTime));
    }
  }

  /** Returns all channels, at most a second old; empty if Redis did not answer. */
  public synchronized Optional<Map<Channel, Snapshot>> snapshot() {
    if (nanoTime.getAsLong() - validUntil >= 0) {
      last = ask();
      validUntil = nanoTime.getAsLong() + VALID.toNanos();
    }
    return last;
  }

  /** Returns the counts of a channel, at most a second old; empty if Redis did not answer. */
  Optional<ChannelCounts> counts(Channel channel) {
    return snapshot().map(seen -> Objects.requireNonNull(seen.get(channel)).counts());
  }

  private Optional<Map<Channel, Snapshot>> ask() {
    try {
      Map<Channel, ChannelCounts> counts = new QueueCounter(redis).count();
      Map<Channel, Snapshot> seen = new EnumMap<>(Channel.class);
      counts.forEach((channel, counted) -> seen.put(channel, ask(channel, counted)));
      return Optional.of(seen);
    } catch (QueueUnavailableException e) {
      return Optional.empty();
    }
  }

  private Snapshot ask(Channel channel, ChannelCounts counts) {
    PendingAge head = Objects.requireNonNull(heads.get(channel));
    // Read before Redis is asked: a claim in between restarts the age with the next snapshot.
    long takenBefore = taken.applyAsLong(channel);
    try {
      Oldest oldest = new OldestMessages(redis, channel).read();
      return new Snapshot(
          counts,
          Optional.of(head.age(oldest.next(), takenBefore)),
          Optional.of(oldest.leaseAge().orElse(Duration.ZERO)));
    } catch (QueueUnavailableException e) {
      return new Snapshot(counts, Optional.empty(), Optional.empty());
    }
  }
}

package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.audit.AuditEntry;
import com.couponcommerce.workers.queue.audit.AuditTrail;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Adds entries to the trail that Redis did not take at once. A change whose answer was lost is made
 * mostly at the moment in which Redis takes no entry either.
 */
@Singleton
public class LateEntries implements Duty {
  /** Upper bound of entries that wait: a few hundred KB. Further ones are in the log alone. */
  static final int MAX_WAITING = 1000;

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final RedisPools redis;
  private final InstantSource clock;
  private final Deque<Late> waiting = new ArrayDeque<>();

  private record Late(AuditEntry entry, Channel trail, Instant at) {
    /** Returns the entry with its own time, since the trail has the time of its recording. */
    AuditEntry told() {
      return new AuditEntry(
          entry.actor(),
          entry.action(),
          entry.channel(),
          entry.changed(),
          entry.outcome() + " (at " + at.truncatedTo(ChronoUnit.SECONDS) + ", recorded later)");
    }
  }

  @Inject
  public LateEntries(RedisPools redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** Keeps an entry for later; false if too many wait. */
  boolean add(AuditEntry entry, Channel trail) {
    synchronized (waiting) {
      return waiting.size() < MAX_WAITING && waiting.add(new Late(entry, trail, clock.instant()));
    }
  }

  @Override
  public String name() {
    return "audit";
  }

  /** Adds the entries that wait, in their order, until Redis does not take one. */
  @Override
  public Duration runOnce() {
    for (Late late = first(); late != null; late = first()) {
      try {
        new AuditTrail(redis, late.trail()).record(late.told());
      } catch (QueueUnavailableException e) {
        return EVERY;
      }
      synchronized (waiting) {
        waiting.remove();
      }
    }
    return EVERY;
  }

  private @Nullable Late first() {
    synchronized (waiting) {
      return waiting.peek();
    }
  }
}

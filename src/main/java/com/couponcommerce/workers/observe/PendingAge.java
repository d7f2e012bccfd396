package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.Oldest.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * For how long the next message has been pending. Redis keeps no time with the elements of a list,
 * so it is the time for which the same message has been seen there, which is a lower bound; or,
 * where its producer wrote {@code createdAt}, the time since then. A byte-identical successor looks
 * the same: it counts as another message where messages were taken from the queue meanwhile.
 */
final class PendingAge {
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private String fingerprint = "";
  private long taken;
  private long since;

  PendingAge(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * @param next as Redis shows it now; empty where nothing is pending
   * @param taken a number that changes when messages are taken from the queue
   */
  Duration age(Optional<Next> next, long taken) {
    String seen = next.map(Next::fingerprint).orElse("");
    long now = nanoTime.getAsLong();
    if (!seen.equals(fingerprint) || taken != this.taken) {
      fingerprint = seen;
      this.taken = taken;
      since = now;
    }
    Duration standing = next.isEmpty() ? Duration.ZERO : Duration.ofNanos(now - since);
    Duration existing = next.flatMap(Next::payload).map(this::sinceCreation).orElse(Duration.ZERO);
    return existing.compareTo(standing) > 0 ? existing : standing;
  }

  private Duration sinceCreation(Payload payload) {
    try {
      Optional<Instant> created = MessageFields.parse(payload).instant("createdAt");
      return created.map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO);
    } catch (RefusedMessageException | RuntimeException | StackOverflowError e) {
      // Whoever claims it says what is wrong with it.
      return Duration.ZERO;
    }
  }
}

package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.queue.Oldest.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Age of the next pending message. Redis stores no time with the elements of a list. The age is
 * therefore the time since this instance first saw the same message at the head of the queue, which
 * is a lower bound, or the time since the message's {@code createdAt} if that is longer. A
 * byte-identical successor cannot be told apart: it counts as another message if messages were
 * claimed meanwhile.
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
   * Returns the age; zero if nothing is pending.
   *
   * @param next the next message as Redis shows it now; empty if nothing is pending
   * @param taken a number that changes when messages are claimed
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
      Optional<Instant> created =
          MessageFields.parse(payload).reader().instant(CommonFields.CREATED_AT);
      return created.map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO);
    } catch (RefusedMessageException | RuntimeException | StackOverflowError e) {
      // The worker that claims the message reports what is wrong with it.
      return Duration.ZERO;
    }
  }
}

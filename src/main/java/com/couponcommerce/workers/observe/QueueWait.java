package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.message.field.KnownField;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Computes how long a message waited between its enqueuing and its first claim. Redis stores no
 * time with the elements of a list, so only messages with {@code createdAt} are measured.
 */
final class QueueWait {
  /** Longest wait that is believed; seconds taken for milliseconds lead to January 1970. */
  private static final Duration MAX_WAIT = Duration.ofDays(366);

  private QueueWait() {}

  /**
   * Returns the time from {@code createdAt}, or from a later {@code sendAt}, to the claim by
   * Redis's clock; zero if the producer's clock is ahead of it. The result is empty for a message
   * that did not wait for a worker alone: one that was attempted before, deferred for another
   * reason than {@code sendAt}, or redriven.
   */
  static Optional<Duration> of(Delivery<?> delivery) {
    MessageFields fields = delivery.fields();
    if (delivery.retries() > 0 || fields.has("failures") || fields.has("deadLetterHistory")) {
      return Optional.empty();
    }
    return instant(fields, CommonFields.CREATED_AT)
        .map(created -> later(created, delivery.window().sendAt()))
        .filter(from -> !isDeferredAfter(fields, from))
        .map(from -> Duration.between(from, claimedAt(delivery)))
        .filter(wait -> wait.compareTo(MAX_WAIT) <= 0)
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Instant later(Instant created, Optional<Instant> sendAt) {
    return sendAt.filter(due -> due.isAfter(created)).orElse(created);
  }

  /** Reads {@code heldAt} too, the field's former name. */
  private static boolean isDeferredAfter(MessageFields fields, Instant from) {
    return Stream.of("deferredAt", "heldAt")
        .flatMap(name -> instant(fields, KnownField.exact(name)).stream())
        .anyMatch(deferred -> deferred.isAfter(from));
  }

  private static Instant claimedAt(Delivery<?> delivery) {
    return delivery.lease().candidates().get(0).token().time();
  }

  /** Returns an empty result for a malformed time: the delivery does not depend on it. */
  private static Optional<Instant> instant(MessageFields fields, KnownField field) {
    try {
      return fields.reader().instant(field);
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }
}

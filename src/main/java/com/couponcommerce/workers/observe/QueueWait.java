package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a message waited between its enqueuing and its first claim. Redis keeps no time with the
 * elements of a list, so only a message that has {@code createdAt} can tell.
 */
final class QueueWait {
  /** More is a slip, such as seconds taken for milliseconds, which are days after 1970. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private QueueWait() {}

  /**
   * From {@code createdAt}, or from {@code sendAt} where that is later, to the claim by Redis's
   * clock; zero where a producer's clock is ahead of it. Empty for what waited by order and not for
   * a worker: a message that was tried, held for another reason than {@code sendAt}, or redriven.
   */
  static Optional<Duration> of(Delivery<?> delivery) {
    MessageFields fields = delivery.fields();
    if (delivery.retries() > 0 || fields.has("failures") || fields.has("deadLetterHistory")) {
      return Optional.empty();
    }
    return instant(fields, "createdAt")
        .map(created -> later(created, delivery.window().sendAt()))
        .filter(from -> !isHeldAfter(fields, from))
        .map(from -> Duration.between(from, claimedAt(delivery)))
        .filter(wait -> wait.compareTo(LONGEST) <= 0)
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Instant later(Instant created, Optional<Instant> sendAt) {
    return sendAt.filter(due -> due.isAfter(created)).orElse(created);
  }

  private static boolean isHeldAfter(MessageFields fields, Instant from) {
    return instant(fields, "heldAt").filter(held -> held.isAfter(from)).isPresent();
  }

  private static Instant claimedAt(Delivery<?> delivery) {
    return delivery.lease().candidates().get(0).token().time();
  }

  /** Empty where it is no time: it means nothing to the delivery, so nobody refuses it. */
  private static Optional<Instant> instant(MessageFields fields, String name) {
    try {
      return fields.instant(name);
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }
}

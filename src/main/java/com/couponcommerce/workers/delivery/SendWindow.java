package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a message may be sent.
 *
 * @param sendAt not before; empty: at once
 * @param expiresAt from when on it is of no use, as a one-time code; empty: never
 */
public record SendWindow(Optional<Instant> sendAt, Optional<Instant> expiresAt) {
  /** What a message says of itself. */
  static SendWindow of(MessageFields fields) throws RefusedMessageException {
    return new SendWindow(fields.instant("sendAt"), fields.instant("expiresAt"));
  }

  /** True where it must not be sent any more. */
  boolean isOver(Instant now) {
    return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
  }

  /** How long it must wait yet, in whole milliseconds and never less; empty where it is due. */
  Optional<Duration> untilDue(Instant now) {
    return sendAt
        .filter(due -> due.isAfter(now))
        .map(due -> Duration.ofMillis(Duration.between(now, due).plusNanos(999_999).toMillis()));
  }
}

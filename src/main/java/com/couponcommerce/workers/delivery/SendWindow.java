package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Period in which a message may be sent.
 *
 * @param sendAt earliest time; empty: at once
 * @param expiresAt time from which on the message is useless, such as the end of a one-time code;
 *     empty: never
 */
public record SendWindow(Optional<Instant> sendAt, Optional<Instant> expiresAt) {
  /** Reads the window of a message. */
  static SendWindow of(MessageFields fields) throws RefusedMessageException {
    return new SendWindow(
        fields.reader().instant(CommonFields.SEND_AT),
        fields.reader().instant(CommonFields.EXPIRES_AT));
  }

  /** Returns true if the message is useless one day, so that the time is to be looked at. */
  boolean ends() {
    return expiresAt.isPresent();
  }

  /** Returns true if the message has expired. */
  boolean isOver(Instant now) {
    return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
  }

  /** Returns the time until it is due, rounded up to milliseconds; empty if it is due. */
  Optional<Duration> untilDue(Instant now) {
    return sendAt
        .filter(due -> due.isAfter(now))
        .map(due -> Duration.ofMillis(Duration.between(now, due).plusNanos(999_999).toMillis()));
  }
}

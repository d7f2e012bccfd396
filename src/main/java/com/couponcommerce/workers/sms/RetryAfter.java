package com.couponcommerce.workers.sms;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Parses the header Retry-After (RFC 9110 section 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {
  /** Limit of a wait; a longer one is a mistake of the provider. */
  private static final Duration MAX_WAIT = Duration.ofHours(24);

  private static final Duration MIN_WAIT = Duration.ofMillis(1);

  private RetryAfter() {}

  /** Returns the wait that the header asks for; empty if it is malformed. */
  static Optional<Duration> in(String header, Instant now) {
    String text = header.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(now, until)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Limits the wait. It is at least 1 ms, so that a wait of zero does not cause a busy loop. */
  private static Duration bounded(Duration asked) {
    if (asked.compareTo(MIN_WAIT) < 0) {
      return MIN_WAIT;
    }
    return asked.compareTo(MAX_WAIT) < 0 ? asked : MAX_WAIT;
  }
}

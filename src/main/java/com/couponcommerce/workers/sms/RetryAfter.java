package com.couponcommerce.workers.sms;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** RFC 9110 section 10.2.3: seconds, or an HTTP date. */
final class RetryAfter {
  /** Who asks for more has made a mistake. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private RetryAfter() {}

  /** The wait that the header asks for; empty where it makes no sense. */
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

  /** At least a millisecond, so that a provider that asks for none is not asked in a hot loop. */
  private static Duration bounded(Duration asked) {
    Duration least = Duration.ofMillis(1);
    if (asked.compareTo(least) < 0) {
      return least;
    }
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }
}

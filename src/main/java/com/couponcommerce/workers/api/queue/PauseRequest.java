package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request to pause a channel.
 *
 * @param reason 1 to 200 printable characters
 * @param until end of the pause, in the future and within {@link OperatorPause#MAX_DURATION};
 *     empty: until an operator resumes the channel
 */
record PauseRequest(String reason, Optional<Instant> until) {
  private static final String REASON = "reason";
  private static final String UNTIL = "until";
  private static final int MAX_REASON_CHARACTERS = 200;
  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

  /**
   * Reads {@code {"reason":"…","until":"…"}}. The end is a time, or a duration such as 30m.
   *
   * @param now time of the clock that ends the pause
   * @throws Problem 422 with all mistakes
   */
  static PauseRequest read(byte[] body, Instant now) {
    List<String> mistakes = new ArrayList<>();
    try {
      MessageFields fields = MessageFields.parse(new Payload(body));
      fields.names().stream()
          .filter(name -> !Set.of(REASON, UNTIL).contains(name))
          .forEach(name -> mistakes.add("only the fields reason and until are allowed"));
      Optional<String> reason = reason(fields, mistakes);
      Optional<Instant> until = until(fields, now, mistakes);
      if (mistakes.isEmpty()) {
        return new PauseRequest(reason.orElseThrow(), until);
      }
    } catch (RefusedMessageException e) {
      mistakes.add(e.problem());
    }
    throw Problem.invalid("nothing was paused", mistakes.stream().distinct().toList());
  }

  private static Optional<String> reason(MessageFields fields, List<String> mistakes) {
    try {
      Optional<String> reason = fields.text(REASON).map(String::strip);
      if (reason.filter(PauseRequest::isPrintable).isPresent()) {
        return reason;
      }
      mistakes.add("reason: must have 1 to " + MAX_REASON_CHARACTERS + " printable characters");
    } catch (RefusedMessageException e) {
      mistakes.add(e.problem());
    }
    return Optional.empty();
  }

  private static boolean isPrintable(String reason) {
    return !reason.isEmpty()
        && reason.codePointCount(0, reason.length()) <= MAX_REASON_CHARACTERS
        && reason.codePoints().noneMatch(PauseRequest::isUnprintable);
  }

  /** Returns true also for format characters, which could make one log line look like another. */
  private static boolean isUnprintable(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static Optional<Instant> until(MessageFields fields, Instant now, List<String> mistakes) {
    if (!fields.has(UNTIL)) {
      return Optional.empty();
    }
    Optional<Instant> until = end(fields, now).map(end -> Instant.ofEpochMilli(end.toEpochMilli()));
    boolean ends =
        until
            .filter(end -> end.isAfter(now) && !end.isAfter(now.plus(OperatorPause.MAX_DURATION)))
            .isPresent();
    if (!ends) {
      mistakes.add(
          "until: must be a time such as 2026-11-23T10:00:00Z or a duration such as 30m (s, m, h,"
              + " d), in the future and within 30 days; the time of Redis is "
              + now);
    }
    return until;
  }

  private static Optional<Instant> end(MessageFields fields, Instant now) {
    try {
      return fields.instant(UNTIL);
    } catch (RefusedMessageException notATime) {
      return length(fields).map(now::plus);
    }
  }

  private static Optional<Duration> length(MessageFields fields) {
    try {
      Matcher length = LENGTH.matcher(fields.text(UNTIL).orElse("").strip());
      if (!length.matches()) {
        return Optional.empty();
      }
      long count = Long.parseLong(length.group(1));
      return Optional.of(
          switch (length.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    } catch (RefusedMessageException noText) {
      return Optional.empty();
    }
  }
}

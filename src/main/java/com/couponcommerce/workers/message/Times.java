package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.MessageFields.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in time as the libraries of several languages write them: ISO 8601 and RFC 3339 with
 * an offset, the date of HTTP and mail (RFC 1123), and milliseconds since 1970. A time without an
 * offset is refused, since nothing tells its zone.
 */
final class Times {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Milliseconds below which a number can only be meant as seconds: as milliseconds it would be
   * before March 1973, as seconds it reaches to the year 5138.
   */
  private static final BigDecimal SECONDS_BELOW = new BigDecimal("100000000000");

  private static final BigDecimal MAX_MILLIS = BigDecimal.valueOf(LATEST.toEpochMilli());

  /** Date, time, fraction, offset, and a name of the zone, which the offset makes superfluous. */
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d(?::\\d\\d)?)(?:[.,](\\d{1,9})\\d{0,6})? ?"
              + "(?:([Zz]|UTC|GMT)|([+-]\\d\\d):?(\\d\\d)?)(?: [A-Z]{2,5}|\\[[A-Za-z0-9/_+-]{1,40}])?");

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");

  /** Zero values of languages without null: Go, .NET, which adds no offset, and MySQL. */
  private static final Pattern ZERO =
      Pattern.compile("0001-01-01T00:00:00(\\.0+)?Z?|0000-00-00([ T]00:00:00)?");

  private Times() {}

  /**
   * Reads a time.
   *
   * @param place of the field, for errors
   * @return empty for the zero value of a language without null
   */
  static Optional<Instant> read(String place, Object value) throws RefusedMessageException {
    String text = value instanceof NumberText number ? number.text() : "";
    if (value instanceof String string) {
      text = string.strip();
      if (ZERO.matcher(text).matches()) {
        return Optional.empty();
      }
    }
    // A time of zero is the zero value of an integer: a message that expires in 1970 is never
    // meant.
    if (text.equals("0")) {
      return Optional.empty();
    }
    boolean isNumber = value instanceof NumberText || NUMBER.matcher(text).matches();
    Instant time = isNumber ? ofNumber(place, text) : ofText(text);
    if (time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw refused(place);
    }
    return Optional.of(time);
  }

  private static RefusedMessageException refused(String place) {
    return RefusedMessageException.field(
        place,
        "must be a time with its offset, such as 2026-11-23T10:00:00Z, or milliseconds since 1970");
  }

  private static Instant ofNumber(String place, String text) throws RefusedMessageException {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw refused(place);
    }
    if (number.signum() > 0 && number.compareTo(SECONDS_BELOW) < 0) {
      throw RefusedMessageException.field(
          place, "must be in milliseconds since 1970, and looks like seconds: multiply it by 1000");
    }
    if (number.signum() < 0 || number.compareTo(MAX_MILLIS) > 0) {
      throw RefusedMessageException.field(
          place, "must be in milliseconds since 1970, from 1970 to 9999");
    }
    return Instant.ofEpochMilli(number.setScale(0, RoundingMode.DOWN).longValue());
  }

  private static @Nullable Instant ofText(String text) {
    try {
      Matcher iso = ISO.matcher(text);
      if (!iso.matches()) {
        return text.length() <= 40
            ? Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))
            : null;
      }
      LocalDateTime local = LocalDateTime.parse(iso.group(1) + "T" + iso.group(2));
      int nanos =
          iso.group(3) == null
              ? 0
              : Integer.parseInt((iso.group(3) + "0".repeat(9)).substring(0, 9));
      String hours = iso.group(5);
      ZoneOffset offset =
          hours == null
              ? ZoneOffset.UTC
              : ZoneOffset.of(hours + ":" + (iso.group(6) == null ? "00" : iso.group(6)));
      return local.withNano(nanos).toInstant(offset);
    } catch (DateTimeException e) {
      return null;
    }
  }
}

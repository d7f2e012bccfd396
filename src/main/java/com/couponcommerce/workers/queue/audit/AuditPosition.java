package com.couponcommerce.workers.queue.audit;

import com.couponcommerce.workers.message.Channel;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of an entry among those of all trails, the earliest first: its time, its number
 * within that millisecond, and its trail.
 */
public record AuditPosition(long millis, long number, Channel trail)
    implements Comparable<AuditPosition> {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})-([a-z]+)");

  private static final Comparator<AuditPosition> ORDER =
      Comparator.comparingLong(AuditPosition::millis)
          .thenComparingLong(AuditPosition::number)
          .thenComparing(AuditPosition::trail);

  /** Reads what {@link #toString} wrote; empty if it is something else. */
  public static Optional<AuditPosition> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Channel.of(parts.group(3)).map(trail -> of(parts.group(1), parts.group(2), trail))
        : Optional.empty();
  }

  /** Reads the id of a stream's entry. */
  static AuditPosition of(String id, Channel trail) {
    int hyphen = id.indexOf('-');
    return of(id.substring(0, hyphen), id.substring(hyphen + 1), trail);
  }

  private static AuditPosition of(String millis, String number, Channel trail) {
    return new AuditPosition(Long.parseLong(millis), Long.parseLong(number), trail);
  }

  /** Returns the last id, in the form of XREVRANGE, of the entries before this one in a trail. */
  String before(Channel other) {
    String id = millis + "-" + number;
    // If two entries have the same id, that of the later channel comes later.
    return other.compareTo(trail) < 0 ? id : "(" + id;
  }

  @Override
  public int compareTo(AuditPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return millis + "-" + number + "-" + trail.id();
  }
}

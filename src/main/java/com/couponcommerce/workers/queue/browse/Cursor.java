package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.queue.QueueState;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position at which reading a queue continues. Its string is for Redis alone, since it may hold
 * a digest of a message; a client gets it from {@link QueueSecret#seal}.
 *
 * @param state state that is being read
 * @param place in a list: the place counted from its right end, -1 for its left end; in a sorted
 *     set: the score, or {@code -inf}
 * @param passed in a sorted set: the number of entries of that score that were read; in a list: 1
 *     if it is read from the oldest entry on, otherwise 0
 * @param last in a sorted set, and in a list that is read from the oldest on: SHA-1 of the last
 *     entry read, in hex; otherwise empty
 */
public record Cursor(QueueState state, String place, long passed, String last) {
  private static final Pattern TEXT =
      Pattern.compile("([a-z_]{1,20}) (-inf|-?[0-9.e+-]{1,40}) ([0-9]{1,18}) ([0-9a-f]{40})?");

  private static final Pattern LIST_PLACE = Pattern.compile("-1|[0-9]{1,15}");

  /** Returns the first position: the newest entry of a list, or the lowest score. */
  public static Cursor start(QueueState state) {
    return new Cursor(state, state.isList() ? "-1" : "-inf", 0, "");
  }

  /** Returns the position of an entry of a list by its place, counted from the right end. */
  public static Cursor place(QueueState state, long place) {
    return new Cursor(state, Long.toString(place), 0, "");
  }

  /**
   * Returns the position of an entry of a list that is read from the oldest to the newest.
   *
   * @param last SHA-1 of the entry before it, as {@link FoundMessage#sha1} has it; empty for none
   */
  public static Cursor onward(QueueState state, long place, String last) {
    return new Cursor(state, Long.toString(place), 1, last);
  }

  /** Returns whether a list is read from the oldest entry on. */
  public boolean isOnward() {
    return state.isList() && passed > 0;
  }

  /** Reads what {@link #toString} wrote; empty if it is something else. */
  public static Optional<Cursor> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      Matcher parts = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
      if (!parts.matches()) {
        return Optional.empty();
      }
      QueueState state = QueueState.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
      String place = String.valueOf(parts.group(2));
      if (state.isList() ? !LIST_PLACE.matcher(place).matches() : !isScore(place)) {
        return Optional.empty();
      }
      String last = Optional.ofNullable(parts.group(4)).orElse("");
      return Optional.of(new Cursor(state, place, Long.parseLong(parts.group(3)), last));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isScore(String place) {
    return place.equals("-inf") || Double.isFinite(Double.parseDouble(place));
  }

  long number() {
    return Long.parseLong(place);
  }

  @Override
  public String toString() {
    String text = state.id() + " " + place + " " + passed + " " + last;
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

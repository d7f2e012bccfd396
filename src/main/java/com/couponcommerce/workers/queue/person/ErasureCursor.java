package com.couponcommerce.workers.queue.person;

import com.couponcommerce.workers.queue.QueueState;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a search for one person has come.
 *
 * @param position in a list the place of the next entry, counted from the right end, -1 for its
 *     left end; in a sorted set the cursor of ZSCAN, 0 at its beginning
 */
public record ErasureCursor(QueueState state, String position) {
  private static final Pattern TEXT = Pattern.compile("([a-z_]{1,20}) (-1|[0-9]{1,20})");

  /** The beginning. */
  public static ErasureCursor start() {
    return startOf(QueueState.RETRY);
  }

  private static ErasureCursor startOf(QueueState state) {
    return new ErasureCursor(state, state.isList() ? "-1" : "0");
  }

  /** In the order in which messages go through; empty where this state is the last one. */
  Optional<ErasureCursor> nextState() {
    return switch (state) {
      case RETRY -> Optional.of(startOf(QueueState.PENDING));
      case PENDING -> Optional.of(startOf(QueueState.PROCESSING));
      case PROCESSING -> Optional.of(startOf(QueueState.DEAD_LETTER));
      case DEAD_LETTER -> Optional.empty();
    };
  }

  /** Reads what {@link #toString} wrote; empty where it is something else. */
  static Optional<ErasureCursor> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String position = parts.group(2);
    return Arrays.stream(QueueState.values())
        .filter(state -> state.id().equals(parts.group(1)))
        .findFirst()
        .map(state -> new ErasureCursor(state, position));
  }

  @Override
  public String toString() {
    return state.id() + " " + position;
  }
}

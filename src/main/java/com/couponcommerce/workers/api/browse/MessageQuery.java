package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.browse.TimeRange;
import com.couponcommerce.workers.settings.RateLimit;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the parameters that requests for messages share. */
final class MessageQuery {
  private static final String FIELD = "field.";
  private static final Set<String> FILTER =
      Set.of("q", "reason", "code", "words", "from", "to", FIELD);

  private static final Map<String, Cursor> ORDERS =
      Map.of(
          "newest", Cursor.start(QueueState.DEAD_LETTER),
          "oldest", Cursor.onward(QueueState.DEAD_LETTER, 0, ""));

  private static final String REASONS =
      "must be one of "
          + Arrays.stream(DeadLetterReason.values())
              .map(DeadLetterReason::id)
              .collect(Collectors.joining(", "))
          + "; for a reason that another program wrote use field.deadLetter.reason";

  private MessageQuery() {}

  /**
   * Reads a query.
   *
   * @param own names of parameters that the request has besides those of a filter
   * @throws com.couponcommerce.workers.api.http.Problem 400 with all mistakes
   */
  static <T> T read(UriInfo uri, Set<String> own, Function<Query, T> read) {
    Set<String> known = new HashSet<>(FILTER);
    known.addAll(own);
    return Query.read(uri.getQueryParameters(), known, read);
  }

  static MessageFilter filter(Query query) {
    Optional<Instant> from = query.time("from");
    Optional<Instant> to = query.time("to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      query.error("from must be before to");
    }
    return new MessageFilter(
        query.text("q"),
        query.value("reason", MessageQuery::reason, REASONS),
        query.text("code"),
        query.texts(FIELD),
        new TimeRange(from, to),
        query.text("words"));
  }

  private static Optional<String> reason(String text) {
    return Arrays.stream(DeadLetterReason.values())
        .map(DeadLetterReason::id)
        .filter(text::equalsIgnoreCase)
        .findFirst();
  }

  /** Returns the state, which is required. */
  static QueueState state(Query query) {
    Optional<QueueState> state = query.text("state").flatMap(QueueState::of);
    if (state.isEmpty()) {
      query.error(
          "state must be one of "
              + Arrays.stream(QueueState.values())
                  .map(QueueState::id)
                  .collect(Collectors.joining(", ")));
    }
    return state.orElse(QueueState.PENDING);
  }

  /** Returns the position at which a list of dead letters begins. */
  static Cursor order(Query query) {
    return query
        .value(
            "order",
            text -> Optional.ofNullable(ORDERS.get(text)),
            "must be newest or oldest, the end that comes first")
        .orElseGet(() -> Cursor.start(QueueState.DEAD_LETTER));
  }

  /** Returns the cursor of an earlier answer about one of these states. */
  static Optional<Cursor> cursor(Query query, QueueSecret secret, Set<QueueState> states) {
    return cursor(query, secret, cursor -> states.contains(cursor.state()));
  }

  /** Returns the cursor of an earlier answer that began at the same position; else the position. */
  static Cursor cursor(Query query, QueueSecret secret, Cursor start) {
    return cursor(
            query,
            secret,
            cursor -> cursor.state() == start.state() && cursor.isOnward() == start.isOnward())
        .orElse(start);
  }

  private static Optional<Cursor> cursor(
      Query query, QueueSecret secret, Predicate<Cursor> isAnswer) {
    return query.value(
        "cursor",
        text -> secret.open(text).filter(isAnswer),
        "must be the next of an earlier answer to the same question");
  }

  static Optional<RateLimit> rate(Query query) {
    return query.value(
        "rate",
        RateLimit::parse,
        "must be 1 to 100000 a second, minute or hour, as 50/s, 3000/m, 5/h");
  }
}

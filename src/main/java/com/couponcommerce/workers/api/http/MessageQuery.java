package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.message.MessageFilter;
import com.couponcommerce.workers.queue.Cursor;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.settings.RateLimit;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the query of a request asks for; all that is wrong with it is told at once. */
public final class MessageQuery {
  private static final int MOST_TEXT = 500;
  private static final int MOST_LISTED = 200;
  private static final int USUALLY_LISTED = 50;
  private static final String FIELD = "field.";
  private static final Set<String> FILTER = Set.of("q", "reason", "code", "from", "to");

  private final MultivaluedMap<String, String> parameters;
  private final List<String> errors = new ArrayList<>();

  private MessageQuery(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads a query.
   *
   * @param known parameters beside those of a filter
   * @param read takes what it needs
   * @throws Problem with 400 and all mistakes, where there are any
   */
  public static <T> T read(
      MultivaluedMap<String, String> parameters,
      Set<String> known,
      Function<MessageQuery, T> read) {
    MessageQuery query = new MessageQuery(parameters);
    query.checkNames(known);
    T value = read.apply(query);
    if (!query.errors.isEmpty()) {
      throw Problem.badRequest(query.errors);
    }
    return value;
  }

  private void checkNames(Set<String> known) {
    parameters.forEach(
        (name, values) -> {
          if (!known.contains(name) && !FILTER.contains(name) && !name.startsWith(FIELD)) {
            errors.add("there is no parameter of the name " + shortened(name));
          } else if (values.size() > 1) {
            errors.add(shortened(name) + " may be given once");
          }
        });
  }

  public MessageFilter filter() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : parameters.keySet()) {
      if (name.startsWith(FIELD)) {
        text(name).ifPresent(value -> fields.put(name.substring(FIELD.length()), value));
      }
    }
    Optional<Instant> from = time("from");
    Optional<Instant> to = time("to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      errors.add("from must be before to");
    }
    return new MessageFilter(text("q"), text("reason"), text("code"), fields, from, to);
  }

  /** The state; {@code missing} where none is given. */
  public QueueState state() {
    String allowed =
        Arrays.stream(QueueState.values()).map(QueueState::id).collect(Collectors.joining(", "));
    Optional<QueueState> state =
        text("state")
            .flatMap(
                id ->
                    Arrays.stream(QueueState.values())
                        .filter(value -> value.id().equals(id))
                        .findFirst());
    if (state.isEmpty()) {
      errors.add("state must be one of " + allowed);
    }
    return state.orElse(QueueState.PENDING);
  }

  /** The cursor of an earlier answer about one of these states. */
  public Optional<Cursor> cursor(Set<QueueState> states) {
    Optional<String> given = text("cursor");
    Optional<Cursor> cursor =
        given.flatMap(Cursor::parse).filter(parsed -> states.contains(parsed.state()));
    if (given.isPresent() && cursor.isEmpty()) {
      errors.add("cursor must be the next of an earlier answer to the same question");
    }
    return cursor;
  }

  public int limit() {
    OptionalLong limit = number("limit", 1, MOST_LISTED);
    return limit.isPresent() ? (int) limit.getAsLong() : USUALLY_LISTED;
  }

  public OptionalLong number(String name, long least, long most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().matches("[0-9]{1,15}")) {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    }
    errors.add(name + " must be a whole number from " + least + " to " + most);
    return OptionalLong.empty();
  }

  public boolean flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
      errors.add(name + " must be true or false");
    }
    return text.filter("true"::equals).isPresent();
  }

  public Optional<RateLimit> rate() {
    Optional<String> text = text("rate");
    Optional<RateLimit> rate = text.flatMap(RateLimit::parse);
    if (text.isPresent() && rate.isEmpty()) {
      errors.add("rate must be 1 to 100000 a second, minute or hour, as 50/s, 3000/m, 5/h");
    }
    return rate;
  }

  public void error(String error) {
    errors.add(error);
  }

  private Optional<Instant> time(String name) {
    Optional<String> text = text(name);
    try {
      return text.map(
          given ->
              given.matches("[0-9]{1,15}")
                  ? Instant.ofEpochMilli(Long.parseLong(given))
                  : OffsetDateTime.parse(given).toInstant());
    } catch (DateTimeException e) {
      errors.add(name + " must be a time such as 2026-11-23T10:00:00Z, or milliseconds since 1970");
      return Optional.empty();
    }
  }

  /** Without its value in the error: it may be an address. */
  private Optional<String> text(String name) {
    Optional<String> text =
        Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isEmpty());
    if (text.isPresent() && text.get().length() > MOST_TEXT) {
      errors.add(shortened(name) + " must have at most " + MOST_TEXT + " characters");
      return Optional.empty();
    }
    return text;
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "…";
  }
}

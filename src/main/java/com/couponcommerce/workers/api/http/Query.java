package com.couponcommerce.workers.api.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Collects everything that is wrong with it, so that the caller learns of
 * all mistakes at once. No error shows a value: it may be an address.
 */
public final class Query {
  private static final int MAX_CHARACTERS = 500;
  private static final int MAX_NAME_CHARACTERS = 40;
  private static final int MAX_PAGE = 200;
  private static final int DEFAULT_PAGE = 50;

  /** Latest time that messages and jobs can hold. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** A prefix of names ends with it. */
  private static final String PREFIX_END = ".";

  private final MultivaluedMap<String, String> parameters;
  private final List<String> errors = new ArrayList<>();

  private Query(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads a query.
   *
   * @param known names of parameters; one that ends with a dot is a prefix of names
   * @param read takes the values; its result is dropped if there are mistakes
   * @throws Problem 400 with all mistakes
   */
  public static <T> T read(
      MultivaluedMap<String, String> parameters, Set<String> known, Function<Query, T> read) {
    Query query = new Query(parameters);
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
          if (!isKnown(name, known)) {
            errors.add("there is no parameter " + shortened(name));
          } else if (values.size() > 1 && !isFamily(name, known)) {
            errors.add(shortened(name) + " may be given once");
          }
        });
  }

  private static boolean isKnown(String name, Set<String> known) {
    return known.contains(name)
        || isFamily(name, known)
        || known.stream().anyMatch(part -> part.endsWith(PREFIX_END) && name.startsWith(part));
  }

  /** Returns true for a prefix without its dot, whose values begin with the rest of a name. */
  private static boolean isFamily(String name, Set<String> known) {
    return known.contains(name + PREFIX_END);
  }

  /** Adds a mistake. */
  public void error(String error) {
    errors.add(error);
  }

  /** Returns a parameter; empty if it is missing or empty. */
  public Optional<String> text(String name) {
    return text(name, parameters.getFirst(name));
  }

  private Optional<String> text(String name, @Nullable String given) {
    Optional<String> text = Optional.ofNullable(given).filter(value -> !value.isEmpty());
    if (text.isPresent() && text.get().length() > MAX_CHARACTERS) {
      errors.add(shortened(name) + " must have at most " + MAX_CHARACTERS + " characters");
      return Optional.empty();
    }
    return text;
  }

  /**
   * Returns the parameters of a family by the rest of their names: {@code field.NAME=TEXT}, and
   * {@code field=NAME=TEXT}, since generated clients can send no parameter whose name they do not
   * know.
   *
   * @param prefix ends with a dot
   */
  public Map<String, String> texts(String prefix) {
    Map<String, String> texts = new LinkedHashMap<>();
    String family = prefix.substring(0, prefix.length() - PREFIX_END.length());
    for (String value : parameters.getOrDefault(family, List.of())) {
      int end = value.indexOf('=');
      if (end < 1) {
        errors.add(family + " must be NAME=TEXT");
      } else {
        String name = value.substring(0, end);
        text(prefix + name, value.substring(end + 1))
            .ifPresent(
                text -> {
                  if (texts.put(name, text) != null || parameters.containsKey(prefix + name)) {
                    errors.add(shortened(prefix + name) + " may be given once");
                  }
                });
      }
    }
    for (String name : parameters.keySet()) {
      if (name.startsWith(prefix)) {
        text(name).ifPresent(value -> texts.put(name.substring(prefix.length()), value));
      }
    }
    return texts;
  }

  /**
   * Returns what a parser makes of a parameter.
   *
   * @param parser returns empty for a wrong value
   * @param rule describes a correct value; the error is the name and the rule
   */
  public <T> Optional<T> value(String name, Function<String, Optional<T>> parser, String rule) {
    Optional<String> text = text(name);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      errors.add(name + " " + rule);
    }
    return value;
  }

  public Optional<Instant> time(String name) {
    return value(
        name,
        Query::parseTime,
        "must be a time from 1970 to 9999, such as 2026-11-23T10:00:00Z, or milliseconds since 1970");
  }

  private static Optional<Instant> parseTime(String text) {
    try {
      Instant time =
          text.matches("[0-9]{1,15}")
              ? Instant.ofEpochMilli(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant();
      return Optional.of(time).filter(at -> !at.isBefore(Instant.EPOCH) && !at.isAfter(LATEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public OptionalLong number(String name, long min, long max) {
    return value(
            name,
            text ->
                Optional.of(text)
                    .filter(digits -> digits.matches("[0-9]{1,15}"))
                    .map(Long::valueOf)
                    .filter(number -> number >= min && number <= max),
            "must be a whole number from " + min + " to " + max)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** Returns how many entries a page may have. */
  public int limit() {
    return (int) number("limit", 1, MAX_PAGE).orElse(DEFAULT_PAGE);
  }

  /** Returns true only for {@code true}. */
  public boolean flag(String name) {
    return value(
            name,
            text ->
                Optional.of(text)
                    .filter(Set.of("true", "false")::contains)
                    .map(Boolean::parseBoolean),
            "must be true or false")
        .orElse(false);
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME_CHARACTERS
        ? name
        : name.substring(0, MAX_NAME_CHARACTERS) + "…";
  }
}

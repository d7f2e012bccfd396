package com.couponcommerce.workers.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one payload: a single JSON object (RFC 8259) in UTF-8, with nothing after it, no
 * field twice, at most {@value PayloadParser#MAX_DEPTH} levels deep and no number longer than
 * {@value #MAX_NUMBER_LENGTH} characters. A field that is {@code null} counts as absent.
 *
 * <p>Each field has its position in the text, so that {@link #edit()} changes single fields and
 * keeps the exact text of all others: a number such as 1.10 or a long order id survives any number
 * of attempts.
 */
public final class MessageFields {
  /** A top-level field: its value, and the positions of name and value in the text. */
  record Field(@Nullable Object value, int nameStart, int valueStart, int valueEnd) {}

  /** A number as the payload has it. */
  public record NumberText(String text) {}

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final String text;
  private final Map<String, Field> fields;

  MessageFields(String text, Map<String, Field> fields) {
    this.text = text;
    this.fields = fields;
  }

  /**
   * Reads a payload.
   *
   * @throws RefusedMessageException with the position where the text stops being one JSON object
   */
  public static MessageFields parse(Payload payload) throws RefusedMessageException {
    return PayloadParser.parse(payload);
  }

  /** Returns the names of all fields, in their order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /** Returns true if the field is present and not null. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /** Returns the field as a string; empty if it is absent. */
  public Optional<String> text(String name) throws RefusedMessageException {
    Object value = value(name);
    return value == null ? Optional.empty() : Optional.of(asText(name, value));
  }

  /**
   * Returns the field as a list: an array of strings, or a single string; empty if it is absent.
   */
  public List<String> texts(String name) throws RefusedMessageException {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> values)) {
      return List.of(asText(name, value));
    }
    List<String> texts = new ArrayList<>(values.size());
    for (Object element : values) {
      texts.add(asText(name, element));
    }
    return texts;
  }

  /** Returns the field as an object whose values are all strings; empty if it is absent. */
  public Map<String, String> textMap(String name) throws RefusedMessageException {
    Object value = value(name);
    return value == null ? Map.of() : asTextMap(name, value);
  }

  /**
   * Returns the field as an array of objects whose values are all strings; empty if it is absent.
   */
  public List<Map<String, String>> textMaps(String name) throws RefusedMessageException {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> values)) {
      throw RefusedMessageException.field(name, "must be an array of objects");
    }
    List<Map<String, String>> maps = new ArrayList<>(values.size());
    for (Object element : values) {
      maps.add(asTextMap(name, element));
    }
    return maps;
  }

  /** Returns the field as a whole number from 0 to {@code max}; empty if it is absent. */
  public OptionalInt count(String name, int max) throws RefusedMessageException {
    Object value = value(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof NumberText number && number.text().matches("[0-9]{1,9}")) {
      int count = Integer.parseInt(number.text());
      if (count <= max) {
        return OptionalInt.of(count);
      }
    }
    throw RefusedMessageException.field(name, "must be a whole number from 0 to " + max);
  }

  /** Returns the field as a boolean; false if it is absent. */
  public boolean flag(String name) throws RefusedMessageException {
    Object value = value(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw RefusedMessageException.field(name, "must be true or false");
  }

  /**
   * Returns the field as an instant: ISO 8601 with an offset, or milliseconds since 1970, as
   * JavaScript's toISOString and Date.now write it; empty if it is absent.
   */
  public Optional<Instant> instant(String name) throws RefusedMessageException {
    Object value = value(name);
    try {
      if (value == null) {
        return Optional.empty();
      }
      if (value instanceof NumberText number && number.text().matches("[0-9]{1,15}")) {
        return Optional.of(bounded(Instant.ofEpochMilli(Long.parseLong(number.text()))));
      }
      if (value instanceof String text) {
        return Optional.of(bounded(OffsetDateTime.parse(text.strip()).toInstant()));
      }
    } catch (DateTimeParseException e) {
      // refused below, without quoting the value
    }
    throw RefusedMessageException.field(
        name, "must be a time such as 2026-11-23T10:00:00Z, or milliseconds since 1970");
  }

  /**
   * Refuses an instant before 1970 or after 9999: it is a mistake, such as microseconds taken for
   * milliseconds.
   */
  private static Instant bounded(Instant instant) {
    if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
      throw new DateTimeParseException("out of bounds", "", 0);
    }
    return instant;
  }

  /**
   * Returns the message's id, which producers also write as a whole number; empty if there is none.
   */
  public Optional<MessageId> id() throws RefusedMessageException {
    Object value = value("id");
    if (value == null) {
      return Optional.empty();
    }
    String id = value instanceof NumberText number ? number.text() : asText("id", value);
    if (!MessageId.isValid(id)) {
      throw RefusedMessageException.field(
          "id", "must have 1 to 200 visible ASCII characters without spaces");
    }
    return Optional.of(new MessageId(id));
  }

  /** Starts a changed copy of the payload. */
  public PayloadEditor edit() {
    return new PayloadEditor(text, fields);
  }

  /** Returns the value of each field by name: strings, numbers, booleans, lists, maps and null. */
  public Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    fields.forEach((name, field) -> values.put(name, field.value()));
    return values;
  }

  private @Nullable Object value(String name) {
    Field field = fields.get(name);
    return field == null ? null : field.value();
  }

  private static String asText(String name, @Nullable Object value) throws RefusedMessageException {
    if (value instanceof String string) {
      return withoutLoneSurrogates(string);
    }
    throw RefusedMessageException.field(name, "must be a string");
  }

  /**
   * Replaces single surrogates. JSON can escape half a character, which programs write that cut a
   * string in the middle of an emoji; no charset can encode it.
   */
  private static String withoutLoneSurrogates(String string) {
    if (!hasSurrogates(string)) {
      return string;
    }
    StringBuilder whole = new StringBuilder(string.length());
    string
        .codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private static boolean hasSurrogates(String string) {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> asTextMap(String name, @Nullable Object value)
      throws RefusedMessageException {
    if (!(value instanceof Map<?, ?> map)) {
      throw RefusedMessageException.field(name, "must be an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getValue() != null) {
        texts.put(String.valueOf(entry.getKey()), asText(name, entry.getValue()));
      }
    }
    return texts;
  }
}

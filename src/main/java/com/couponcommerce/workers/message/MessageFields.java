package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.message.field.KnownField;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
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

  private final String text;
  private final Map<String, Field> fields;
  private final FieldReader reader;

  MessageFields(String text, Map<String, Field> fields) {
    this.text = text;
    this.fields = fields;
    this.reader = new FieldReader("", fields.keySet(), this::value);
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

  /** Returns the reader of the fields that producers write. */
  public FieldReader reader() {
    return reader;
  }

  /** Returns true if the field of this exact name is present and not null. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /**
   * Returns the field of this exact name if it is a string, blank or not; empty if it is absent.
   */
  public Optional<String> text(String name) throws RefusedMessageException {
    Object value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String) {
      return Optional.of(FieldReader.text(name, value));
    }
    throw RefusedMessageException.field(name, "must be a string");
  }

  /** Returns the field of this exact name as a whole number; empty if it is absent. */
  public OptionalInt count(String name, int max) throws RefusedMessageException {
    return reader.count(KnownField.exact(name), max);
  }

  /** Returns the field of this exact name as a time; empty if it is absent. */
  public Optional<Instant> instant(String name) throws RefusedMessageException {
    return reader.instant(KnownField.exact(name));
  }

  /**
   * Returns the message's id, which producers also write as a whole number; empty if there is none.
   */
  public Optional<MessageId> id() throws RefusedMessageException {
    Optional<String> id = reader.text(CommonFields.ID).map(String::strip);
    if (id.isPresent() && !MessageId.isValid(id.get())) {
      throw RefusedMessageException.field(
          "id", "must have 1 to 200 visible ASCII characters without spaces");
    }
    return id.map(MessageId::new);
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
}

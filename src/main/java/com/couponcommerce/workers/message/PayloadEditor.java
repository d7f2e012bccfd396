package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.MessageFields.Field;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sets and removes top-level fields of a payload. Every other field keeps its exact text and its
 * place.
 */
public final class PayloadEditor {
  /** Whole members, name and value, as they are written, by field name. */
  private final Map<String, String> members = new LinkedHashMap<>();

  private final Map<String, String> values = new LinkedHashMap<>();

  PayloadEditor(String text, Map<String, Field> fields) {
    fields.forEach(
        (name, field) -> {
          members.put(name, text.substring(field.nameStart(), field.valueEnd()));
          values.put(name, text.substring(field.valueStart(), field.valueEnd()));
        });
  }

  private PayloadEditor() {}

  /** Starts an object without fields. */
  public static PayloadEditor empty() {
    return new PayloadEditor();
  }

  public PayloadEditor set(String name, String value) {
    return setJson(name, quote(value));
  }

  public PayloadEditor set(String name, int value) {
    return setJson(name, Integer.toString(value));
  }

  public PayloadEditor set(String name, List<String> texts) {
    return setJson(
        name, texts.stream().map(PayloadEditor::quote).collect(Collectors.joining(",", "[", "]")));
  }

  /** Sets a field to JSON text, which the caller must have checked. */
  public PayloadEditor setJson(String name, String json) {
    members.put(name, quote(name) + ":" + json);
    values.put(name, json);
    return this;
  }

  public PayloadEditor remove(String name) {
    members.remove(name);
    values.remove(name);
    return this;
  }

  /** Returns the names of all fields, in their order. */
  public List<String> names() {
    return List.copyOf(members.keySet());
  }

  /** Returns the exact JSON text of a field. */
  public Optional<String> json(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the exact JSON texts of an array's elements; none if the field is no array. */
  public List<String> elements(String name) {
    return json(name).map(PayloadParser::elements).orElse(List.of());
  }

  public Payload toPayload() {
    return Payload.of(toJson());
  }

  /** Returns the object as JSON. */
  public String toJson() {
    return members.values().stream().collect(Collectors.joining(",", "{", "}"));
  }

  /** Returns the text as a JSON string with its quotes. */
  public static String quote(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}

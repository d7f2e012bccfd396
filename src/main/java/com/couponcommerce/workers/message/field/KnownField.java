package com.couponcommerce.workers.message.field;

import java.util.List;
import java.util.stream.Stream;

/**
 * A field of a message, or of an object in it, that the workers know.
 *
 * @param name as the documents write it
 * @param otherNames further names; each name may be written in any spelling ({@link FieldName})
 * @param isExact true if only the exact name counts: the workers write it themselves
 * @param meaning for the JSON Schema; of a refused field, what the producer can do instead
 */
public record KnownField(
    String name,
    List<String> otherNames,
    boolean isExact,
    FieldKind kind,
    FieldUse use,
    String meaning) {
  public KnownField {
    otherNames = List.copyOf(otherNames);
  }

  /** Makes a field that takes effect. */
  static KnownField served(String name, FieldKind kind, String meaning, String... otherNames) {
    return new KnownField(name, List.of(otherNames), false, kind, FieldUse.SERVED, meaning);
  }

  /** Makes a field whose presence refuses a message. */
  static KnownField refused(String name, String advice, String... otherNames) {
    return new KnownField(
        name, List.of(otherNames), false, FieldKind.CONTENT, FieldUse.REFUSED, advice);
  }

  /** Makes a field without effect. */
  static KnownField ignored(String name) {
    return new KnownField(name, List.of(), false, FieldKind.ANY, FieldUse.IGNORED, "no effect");
  }

  /** Makes a field that the workers write. */
  static KnownField written(String name, FieldKind kind, String meaning) {
    return new KnownField(name, List.of(), true, kind, FieldUse.WRITTEN, meaning);
  }

  /** Makes a field of another JSON object than a message, which has one spelling only. */
  public static KnownField exact(String name) {
    return new KnownField(name, List.of(), true, FieldKind.ANY, FieldUse.SERVED, "");
  }

  /** Returns the name and the further names. */
  public List<String> names() {
    return Stream.concat(Stream.of(name), otherNames.stream()).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}

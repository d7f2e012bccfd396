package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.MessageFields.NumberText;
import com.couponcommerce.workers.message.field.Catalogue;
import com.couponcommerce.workers.message.field.FieldKind;
import com.couponcommerce.workers.message.field.FieldName;
import com.couponcommerce.workers.message.field.FieldSet;
import com.couponcommerce.workers.message.field.FieldUse;
import com.couponcommerce.workers.message.field.KnownField;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object as their producers meant them: a name in any spelling, unless
 * the exact one is there too; a number where text is meant; a list as PHP writes it. A value that
 * is {@code null}, {@code false}, a blank string, or an empty list or object counts as absent.
 *
 * <p>Errors name the place, such as {@code attachments[0].content}, and quote no value.
 */
public final class FieldReader {
  private final String path;
  private final Set<String> names;
  private final Function<String, @Nullable Object> values;

  /** Names that are not spelled as in the documents, by their keys. */
  private final Map<String, List<String>> odd;

  /**
   * @param path place of the object, with a dot at its end; empty for the message itself
   */
  FieldReader(String path, Set<String> names, Function<String, @Nullable Object> values) {
    this.path = path;
    this.names = names;
    this.values = values;
    this.odd = odd(names);
  }

  private static Map<String, List<String>> odd(Set<String> names) {
    Map<String, List<String>> odd = Map.of();
    for (String name : names) {
      if (!Catalogue.isPlain(name)) {
        if (odd.isEmpty()) {
          odd = new LinkedHashMap<>();
        }
        odd.computeIfAbsent(FieldName.key(name), key -> new ArrayList<>(1)).add(name);
      }
    }
    return odd;
  }

  /** Returns the place of a field, for errors. */
  public String place(KnownField field) {
    return path + field.name();
  }

  /** Returns the names of all fields, in their order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /** Returns the value of a name as it is, present or not. */
  public @Nullable Object raw(String name) {
    return values.apply(name);
  }

  /** Returns the value of a field; null if it is absent. */
  public @Nullable Object value(KnownField field) throws RefusedMessageException {
    return spelling(field).map(values).orElse(null);
  }

  /**
   * Returns the name under which a field is present; empty if it is absent.
   *
   * @throws RefusedMessageException if it has different values under several names
   */
  public Optional<String> spelling(KnownField field) throws RefusedMessageException {
    Optional<String> found =
        isEmpty(values.apply(field.name())) ? Optional.empty() : Optional.of(field.name());
    if (odd.isEmpty() || field.isExact() || (found.isPresent() && !mustAgree(field))) {
      return found;
    }
    for (String name : found.isPresent() ? others(field) : spellings(field)) {
      Object value = values.apply(name);
      if (isEmpty(value)) {
        continue;
      }
      if (found.isEmpty()) {
        found = Optional.of(name);
      } else if (!Objects.equals(value, found.map(values).orElse(null))) {
        throw RefusedMessageException.field(
            place(field),
            "must not be there twice, as " + found.get() + " and as " + name + ": leave one out");
      }
    }
    return found;
  }

  /** Returns true for texts: two different ones cannot both be sent. */
  private static boolean mustAgree(KnownField field) {
    return field.kind() == FieldKind.CONTENT && !field.otherNames().isEmpty();
  }

  /** Returns the names under which a field occurs that are no spellings of its first one. */
  private List<String> others(KnownField field) {
    String key = FieldName.key(field.name());
    return spellings(field).stream().filter(name -> !FieldName.key(name).equals(key)).toList();
  }

  /** Returns all names under which a field occurs, with or without a value. */
  public List<String> spellings(KnownField field) {
    if (field.isExact()) {
      return names.contains(field.name()) ? List.of(field.name()) : List.of();
    }
    List<String> spellings = new ArrayList<>();
    if (names.contains(field.name())) {
      spellings.add(field.name());
    }
    for (String name : field.names()) {
      for (String spelling : odd.getOrDefault(FieldName.key(name), List.of())) {
        if (!spelling.equals(field.name())) {
          spellings.add(spelling);
        }
      }
    }
    return spellings;
  }

  /** Returns true if the field has a value. */
  public boolean has(KnownField field) throws RefusedMessageException {
    return spelling(field).isPresent();
  }

  /** Returns true if the field is there, even with an empty text. */
  public boolean isWritten(KnownField field) {
    return spellings(field).stream()
        .map(values)
        .anyMatch(value -> value != null && !value.equals(false));
  }

  /** Returns the names that a set does not have, in their order. */
  public Set<String> unknown(FieldSet known) {
    Set<String> unknown = Set.of();
    for (String name : names) {
      if (!known.has(name)) {
        unknown = unknown.isEmpty() ? new LinkedHashSet<>() : unknown;
        unknown.add(path + name);
      }
    }
    return unknown;
  }

  /**
   * Refuses fields that would change what the recipient gets.
   *
   * @throws RefusedMessageException if there is one
   */
  public void refuse(FieldSet known) throws RefusedMessageException {
    for (KnownField field : known.with(FieldUse.REFUSED).toList()) {
      Optional<String> name = spelling(field);
      if (name.isPresent()) {
        throw RefusedMessageException.field(
            path + name.get(), "cannot be served: " + field.meaning());
      }
    }
  }

  /** Returns a field as text; empty if it is absent. */
  public Optional<String> text(KnownField field) throws RefusedMessageException {
    Object value = value(field);
    return value == null ? Optional.empty() : Optional.of(text(place(field), value));
  }

  /** Returns a field as a list of texts: a list of them, or a single one; empty if it is absent. */
  public List<String> texts(KnownField field) throws RefusedMessageException {
    return elements(place(field), value(field), FieldReader::text);
  }

  /** Returns a field as objects: a list of them, or a single one; empty if it is absent. */
  public List<FieldReader> objects(KnownField field) throws RefusedMessageException {
    return elements(place(field), value(field), FieldReader::object);
  }

  /** Reads one element of a list. */
  private interface ElementReader<T> {
    T read(String place, @Nullable Object element) throws RefusedMessageException;
  }

  /** Reads the elements of a list that are not empty, each with its place. */
  private static <T> List<T> elements(String place, @Nullable Object value, ElementReader<T> reader)
      throws RefusedMessageException {
    List<@Nullable Object> list = list(value);
    List<T> elements = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      if (!isEmpty(element)) {
        elements.add(reader.read(isList(value) ? place + "[" + i + "]" : place, element));
      }
    }
    return elements;
  }

  /**
   * Returns an object that may also be written as the value of one of its fields alone, such as an
   * invitation as its text.
   */
  public FieldReader objectOr(KnownField field, KnownField inner) throws RefusedMessageException {
    Object value = value(field);
    boolean isBuffer = value instanceof Map<?, ?> map && "Buffer".equals(map.get("type"));
    return object(
        place(field),
        value instanceof Map && !isBuffer && !isList(value)
            ? value
            : Collections.singletonMap(inner.name(), value));
  }

  /** Returns a reader of an object. */
  static FieldReader object(String place, @Nullable Object value) throws RefusedMessageException {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach((name, member) -> members.put(String.valueOf(name), member));
      return new FieldReader(place + ".", members.keySet(), members::get);
    }
    throw RefusedMessageException.field(place, "must be an object, but is " + kind(value));
  }

  /** Returns a field as a whole number from 0 to {@code max}; empty if it is absent. */
  public OptionalInt count(KnownField field, int max) throws RefusedMessageException {
    Object value = value(field);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof NumberText || value instanceof String) {
      String text = text(place(field), value).strip();
      // PHP and Lua write 5.0 for a whole number.
      if (text.matches("[0-9]{1,9}(\\.0{1,9})?")) {
        int count = new BigDecimal(text).intValueExact();
        if (count <= max) {
          return OptionalInt.of(count);
        }
      }
    }
    throw RefusedMessageException.field(place(field), "must be a whole number from 0 to " + max);
  }

  /** Returns a field as a boolean; false if it is absent. */
  public boolean flag(KnownField field) throws RefusedMessageException {
    Object value = value(field);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    return switch (text(place(field), value).strip()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw RefusedMessageException.field(place(field), "must be true or false");
    };
  }

  /** Returns a field as a time ({@link Times}); empty if it is absent. */
  public Optional<Instant> instant(KnownField field) throws RefusedMessageException {
    Object value = value(field);
    return value == null ? Optional.empty() : Times.read(place(field), value);
  }

  public static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value.equals(false)
        || (value instanceof String text && text.isBlank())
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** Returns true for an array, and for an object that PHP makes of a list with gaps. */
  public static boolean isList(@Nullable Object value) {
    return value instanceof List || (value instanceof Map<?, ?> map && hasOnlyIndexes(map));
  }

  private static boolean hasOnlyIndexes(Map<?, ?> map) {
    return !map.isEmpty()
        && map.keySet().stream().allMatch(name -> String.valueOf(name).matches("[0-9]{1,9}"));
  }

  /** Returns the elements of a list; a single value is a list of one, and none has none. */
  public static List<@Nullable Object> list(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (value instanceof Map<?, ?> map && hasOnlyIndexes(map)) {
      return new ArrayList<>(map.values());
    }
    List<@Nullable Object> one = new ArrayList<>(1);
    one.add(value);
    return one;
  }

  /** Returns a string or a number as text, without halves of characters. */
  static String text(String place, @Nullable Object value) throws RefusedMessageException {
    if (value instanceof String string) {
      return withoutLoneSurrogates(string);
    }
    if (value instanceof NumberText number) {
      return number.text();
    }
    throw RefusedMessageException.field(place, "must be text, but is " + kind(value));
  }

  /** Returns the kind of a JSON value, for errors. */
  static String kind(@Nullable Object value) {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof String) {
      return "a text";
    }
    return value instanceof NumberText ? "a number" : String.valueOf(value);
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
}

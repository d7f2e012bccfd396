package com.couponcommerce.workers.message.field;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The known fields of one kind of object. No two have a name in common. */
public final class FieldSet {
  /** Set of an object whose fields have one spelling each. */
  public static final FieldSet NONE = new FieldSet(List.of());

  private final List<KnownField> fields;

  /** Names in the spelling of the documents, which most names have. */
  private final Set<String> names = new HashSet<>();

  private final Map<String, KnownField> byKey = new HashMap<>();
  private final Map<String, KnownField> byName = new HashMap<>();

  FieldSet(Collection<KnownField> fields) {
    this.fields = List.copyOf(fields);
    for (KnownField field : fields) {
      names.add(field.name());
      for (String name : field.names()) {
        Map<String, KnownField> names = field.isExact() ? byName : byKey;
        if (names.put(field.isExact() ? name : FieldName.key(name), field) != null) {
          throw new IllegalStateException("two fields are called " + name);
        }
      }
    }
  }

  static FieldSet of(KnownField... fields) {
    return new FieldSet(Arrays.asList(fields));
  }

  /** Returns a set with the fields of both. */
  FieldSet and(FieldSet others) {
    return new FieldSet(Stream.concat(fields.stream(), others.fields.stream()).toList());
  }

  /** Returns the fields in the order of the documents. */
  public List<KnownField> all() {
    return fields;
  }

  public Stream<KnownField> with(FieldUse use) {
    return fields.stream().filter(field -> field.use() == use);
  }

  /** Returns true for a name of a field in any spelling. */
  public boolean has(String name) {
    return names.contains(name) || find(name).isPresent();
  }

  /** Returns the field of a name in any spelling; empty if it is unknown. */
  public Optional<KnownField> find(String name) {
    KnownField exact = byName.get(name);
    return Optional.ofNullable(exact != null ? exact : byKey.get(FieldName.key(name)));
  }

  /**
   * Returns the names, in the spelling of the documents, that mean one thing in all of the sets.
   */
  static Set<String> unambiguous(FieldSet... sets) {
    Set<String> names = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (FieldSet set : sets) {
      for (KnownField field : set.fields) {
        names.add(field.name());
        others.addAll(field.otherNames());
      }
    }
    names.removeAll(others);
    return Set.copyOf(names);
  }
}

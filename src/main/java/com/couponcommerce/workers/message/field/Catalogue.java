package com.couponcommerce.workers.message.field;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Answers about names of fields where the channel is not known, or does not matter. */
public final class Catalogue {
  private static final Set<String> UNAMBIGUOUS =
      FieldSet.unambiguous(EmailFields.ALL, SmsFields.ALL);

  /** Kinds by keys; where a name is a field of several objects, the first counts. */
  private static final Map<String, FieldKind> KINDS = new HashMap<>();

  static {
    Stream.of(
            EmailFields.ALL,
            SmsFields.ALL,
            EmailFields.ATTACHMENT,
            EmailFields.CALENDAR,
            EmailFields.ADDRESS_OBJECT)
        .flatMap(set -> set.all().stream())
        .forEach(
            field ->
                field
                    .names()
                    .forEach(name -> KINDS.putIfAbsent(FieldName.key(name), field.kind())));
  }

  private Catalogue() {}

  /**
   * Returns true if the name is a field of a message in the spelling of the documents, and no other
   * name of another field.
   */
  public static boolean isPlain(String name) {
    return UNAMBIGUOUS.contains(name);
  }

  /** Returns the kind of a field of that name, of a message or of an object in it. */
  public static FieldKind kind(String name) {
    return KINDS.getOrDefault(FieldName.key(name), FieldKind.ANY);
  }

  /** Returns true if both names can mean the same field of a message. */
  public static boolean isSame(String name, String other) {
    return FieldName.key(name).equals(FieldName.key(other))
        || Stream.of(EmailFields.ALL, SmsFields.ALL)
            .anyMatch(
                set -> {
                  Optional<String> field = set.find(name).map(KnownField::name);
                  return field.isPresent() && field.equals(set.find(other).map(KnownField::name));
                });
  }
}

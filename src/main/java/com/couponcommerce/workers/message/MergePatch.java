package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.FieldSet;
import com.couponcommerce.workers.message.field.KnownField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes a payload by a JSON Merge Patch (RFC 7396). Fields that the patch does not name keep
 * their exact text.
 */
public final class MergePatch {
  private final MessageFields changes;

  private MergePatch(MessageFields changes) {
    this.changes = changes;
  }

  /**
   * Reads a patch.
   *
   * @throws RefusedMessageException if it is not one strict JSON object in UTF-8
   */
  public static MergePatch parse(Payload patch) throws RefusedMessageException {
    return new MergePatch(MessageFields.parse(patch));
  }

  /** Returns the top-level fields that the patch sets or removes. */
  public List<String> names() {
    return List.copyOf(changes.values().keySet());
  }

  /**
   * Returns a changed copy of a message.
   *
   * @param known fields of a message: a change of one replaces it in every spelling
   */
  public Payload apply(MessageFields message, FieldSet known) throws RefusedMessageException {
    PayloadEditor changed = message.edit();
    PayloadEditor patch = changes.edit();
    for (Map.Entry<String, ?> change : changes.values().entrySet()) {
      String name = change.getKey();
      List<String> present = spellings(message, known, name);
      String target = present.stream().findFirst().flatMap(changed::json).orElse("{}");
      present.stream().filter(other -> !other.equals(name)).forEach(changed::remove);
      if (change.getValue() == null) {
        changed.remove(name);
      } else {
        String json = patch.json(name).orElseThrow();
        changed.setJson(name, change.getValue() instanceof Map ? merged(target, json) : json);
      }
    }
    return changed.toPayload();
  }

  /** Returns the names of a field in a message, the given one first. */
  private static List<String> spellings(MessageFields message, FieldSet known, String name) {
    Optional<KnownField> field = known.find(name);
    Stream<String> others =
        field.stream()
            .flatMap(found -> message.reader().spellings(found).stream())
            .filter(other -> !other.equals(name));
    return Stream.concat(Stream.of(name).filter(message.names()::contains), others).toList();
  }

  /** Merges an object into the present one, or into an empty one. */
  private static String merged(String target, String patch) throws RefusedMessageException {
    MessageFields present = MessageFields.parse(Payload.of(target.startsWith("{") ? target : "{}"));
    Payload merged = parse(Payload.of(patch)).apply(present, FieldSet.NONE);
    return new String(merged.bytes(), StandardCharsets.UTF_8);
  }
}

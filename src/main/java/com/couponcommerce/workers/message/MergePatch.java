package com.couponcommerce.workers.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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

  /** Returns a changed copy. */
  public Payload apply(MessageFields message) throws RefusedMessageException {
    PayloadEditor changed = message.edit();
    PayloadEditor patch = changes.edit();
    for (Map.Entry<String, ?> change : changes.values().entrySet()) {
      String name = change.getKey();
      if (change.getValue() == null) {
        changed.remove(name);
      } else {
        String json = patch.json(name).orElseThrow();
        changed.setJson(
            name, change.getValue() instanceof Map ? merged(message, name, json) : json);
      }
    }
    return changed.toPayload();
  }

  /** Merges an object into the present one, or into an empty one. */
  private static String merged(MessageFields message, String name, String patch)
      throws RefusedMessageException {
    boolean isObject = message.values().get(name) instanceof Map;
    String target = isObject ? message.edit().json(name).orElseThrow() : "{}";
    Payload merged = parse(Payload.of(patch)).apply(MessageFields.parse(Payload.of(target)));
    return new String(merged.bytes(), StandardCharsets.UTF_8);
  }
}

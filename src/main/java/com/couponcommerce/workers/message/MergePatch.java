package com.couponcommerce.workers.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Changes a payload as a JSON Merge Patch says (RFC 7396); what it leaves out stays to the letter.
 */
public final class MergePatch {
  private final MessageFields changes;

  private MergePatch(MessageFields changes) {
    this.changes = changes;
  }

  /**
   * Reads a patch.
   *
   * @throws RefusedMessageException where it is not one strict JSON object in UTF-8
   */
  public static MergePatch parse(Payload patch) throws RefusedMessageException {
    return new MergePatch(MessageFields.parse(patch));
  }

  /** The top-level fields that it sets or removes. */
  public List<String> names() {
    return List.copyOf(changes.values().keySet());
  }

  /** A changed copy. */
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

  /** An object is merged into the one that is there, or into an empty one. */
  private static String merged(MessageFields message, String name, String patch)
      throws RefusedMessageException {
    boolean isObject = message.values().get(name) instanceof Map;
    String target = isObject ? message.edit().json(name).orElseThrow() : "{}";
    Payload merged = parse(Payload.of(patch)).apply(MessageFields.parse(Payload.of(target)));
    return new String(merged.bytes(), StandardCharsets.UTF_8);
  }
}

package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Which messages somebody looks for; all that is given must hold. {@link MessageMatch} tells how.
 *
 * @param q text that stands anywhere in the message, in upper or lower case
 * @param reason of the dead letter; {@code invalid} for those that could not be decoded
 * @param code of the dead letter
 * @param fields name → value, in upper or lower case; {@code a.b} for the field b of the object a
 * @param from not before
 * @param to before
 */
public record MessageFilter(
    Optional<String> q,
    Optional<String> reason,
    Optional<String> code,
    Map<String, String> fields,
    Optional<Instant> from,
    Optional<Instant> to) {
  /** Everything. */
  public static final MessageFilter ALL =
      new MessageFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty());

  public MessageFilter {
    fields = Map.copyOf(fields);
  }

  /** True where every message will do. */
  public boolean isAll() {
    return q.isEmpty()
        && reason.isEmpty()
        && code.isEmpty()
        && fields.isEmpty()
        && from.isEmpty()
        && to.isEmpty();
  }

  /** A copy that tells what was looked for, but not for whom. */
  public MessageFilter masked() {
    Map<String, String> shown = new LinkedHashMap<>(fields);
    shown.replaceAll((name, value) -> Mask.text(value));
    return new MessageFilter(
        q.map(Mask::text), reason.map(Mask::text), code.map(Mask::text), shown, from, to);
  }

  /** As JSON text, to be kept. */
  public String json() {
    Map<String, String> given = new LinkedHashMap<>();
    q.ifPresent(text -> given.put("q", text));
    reason.ifPresent(text -> given.put("reason", text));
    code.ifPresent(text -> given.put("code", text));
    from.ifPresent(time -> given.put("from", time.toString()));
    to.ifPresent(time -> given.put("to", time.toString()));
    fields.forEach((name, value) -> given.put("field." + name, value));
    StringJoiner json = new StringJoiner(",", "{", "}");
    given.forEach(
        (name, value) -> json.add(PayloadEditor.quote(name) + ":" + PayloadEditor.quote(value)));
    return json.toString();
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws RefusedMessageException where it is something else
   */
  public static MessageFilter parse(String json) throws RefusedMessageException {
    MessageFields kept = MessageFields.parse(Payload.of(json));
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : kept.values().keySet()) {
      if (name.startsWith("field.")) {
        fields.put(name.substring("field.".length()), kept.text(name).orElseThrow());
      }
    }
    return new MessageFilter(
        kept.text("q"),
        kept.text("reason"),
        kept.text("code"),
        fields,
        kept.instant("from"),
        kept.instant("to"));
  }
}

package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The messages that a search looks for: those for which every given condition holds. {@link
 * MessageMatch} applies it.
 *
 * @param q string that is anywhere in the message, in upper or lower case
 * @param reason of the dead letter; {@code invalid} for messages that could not be decoded
 * @param code of the dead letter, or a word of it
 * @param fields name → value, in upper or lower case; {@code a.b} for the field b of the object a
 * @param time of the message
 * @param words of the dead letter, as {@link DeadLetterNote#words} has them
 */
public record MessageFilter(
    Optional<String> q,
    Optional<String> reason,
    Optional<String> code,
    Map<String, String> fields,
    TimeRange time,
    Optional<String> words) {
  /** Filter that every message passes. */
  public static final MessageFilter ALL =
      new MessageFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), TimeRange.ANY);

  public MessageFilter {
    fields = Map.copyOf(fields);
  }

  /** Makes a filter that any words pass. */
  public MessageFilter(
      Optional<String> q,
      Optional<String> reason,
      Optional<String> code,
      Map<String, String> fields,
      TimeRange time) {
    this(q, reason, code, fields, time, Optional.empty());
  }

  /** Returns whether every message passes. */
  public boolean isAll() {
    return equals(ALL);
  }

  /**
   * Returns a copy that tells what was looked for, masked as messages are, names of fields too, and
   * {@code q} by its size alone, since it may be of any field: users who may not search for a code
   * may see the job of one who did.
   */
  public MessageFilter masked() {
    Map<String, String> shown = new LinkedHashMap<>();
    fields.forEach((name, value) -> shown.put(Mask.text(name), MaskedPayload.text(name, value)));
    return new MessageFilter(
        q.map(MaskedPayload::sizeOf),
        reason.map(Mask::text),
        code.map(Mask::text),
        shown,
        time,
        words.map(Mask::text));
  }

  /** Returns the filter as JSON for {@link #parse}. */
  public String json() {
    Map<String, String> given = new LinkedHashMap<>();
    q.ifPresent(value -> given.put("q", value));
    reason.ifPresent(value -> given.put("reason", value));
    code.ifPresent(value -> given.put("code", value));
    words.ifPresent(value -> given.put("words", value));
    time.from().ifPresent(from -> given.put("from", from.toString()));
    time.to().ifPresent(to -> given.put("to", to.toString()));
    fields.forEach((name, value) -> given.put("field." + name, value));
    StringJoiner json = new StringJoiner(",", "{", "}");
    given.forEach(
        (name, value) -> json.add(PayloadEditor.quote(name) + ":" + PayloadEditor.quote(value)));
    return json.toString();
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws RefusedMessageException if it is something else
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
        new TimeRange(kept.instant("from"), kept.instant("to")),
        kept.text("words"));
  }
}

package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Addresses;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.Catalogue;
import com.couponcommerce.workers.message.field.CommonFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies a {@link MessageFilter}. A user who may see messages only masked must not find out by
 * guessing what the masks hide, neither a code letter by letter nor the digits of a phone number:
 * for such a user the filter is applied to {@link MaskedPayload} alone.
 */
public final class MessageMatch {
  private static final String INVALID = "invalid";

  private final MessageFilter filter;
  private final Optional<String> q;
  private final boolean masked;

  private MessageMatch(MessageFilter filter, boolean masked) {
    this.filter = filter;
    this.q = filter.q().map(MessageMatch::lower);
    this.masked = masked;
  }

  /** Applies a filter to whole messages. */
  public static MessageMatch whole(MessageFilter filter) {
    return new MessageMatch(filter, false);
  }

  /** Applies a filter to the masked view of messages. */
  public static MessageMatch masked(MessageFilter filter) {
    return new MessageMatch(filter, true);
  }

  /**
   * Returns whether a message passes the filter.
   *
   * @param scored time of its claim, or when it is due; if empty, the time of the message is when
   *     it was dead-lettered, or else created
   */
  public boolean matches(Payload payload, Optional<Instant> scored) {
    if (filter.isAll()) {
      return true;
    }
    String text = new String(payload.bytes(), StandardCharsets.UTF_8);
    // Not for the masked view: the time saved would tell what the message contains.
    if (!masked && q.isPresent() && !mayContain(text, q.get())) {
      return false;
    }
    Optional<MessageFields> fields = decode(payload);
    DeadLetterNote note = fields.map(DeadLetterNote::of).orElse(DeadLetterNote.NONE);
    Optional<String> reason = masked ? note.reason().map(Mask::text) : note.reason();
    return isGiven(filter.reason(), Optional.of(reason.orElse(INVALID)))
        && hasCode(note)
        && (filter.words().isEmpty() || note.words().equals(filter.words().get()))
        && filter
            .time()
            .contains(scored.or(note::at).or(() -> fields.flatMap(MessageMatch::createdAt)))
        && holds(payload, text, fields);
  }

  /** Rules out messages cheaply; never false for a match. */
  private static boolean mayContain(String text, String wanted) {
    return lower(text).contains(wanted) || text.indexOf('\\') >= 0;
  }

  private boolean holds(Payload payload, String text, Optional<MessageFields> fields) {
    if (q.isEmpty() && filter.fields().isEmpty()) {
      return true;
    }
    String shown = masked ? MaskedPayload.json(payload) : text;
    Optional<MessageFields> seen = masked ? decode(Payload.of(shown)) : fields;
    return q.stream().allMatch(wanted -> isIn(shown, seen, wanted) || isRecipient(seen, wanted))
        && filter.fields().entrySet().stream()
            .allMatch(field -> hasField(seen, field.getKey(), lower(field.getValue())));
  }

  /** Searches the JSON as it is written, and its decoded values if it has escapes. */
  private static boolean isIn(String shown, Optional<MessageFields> seen, String wanted) {
    return lower(shown).contains(wanted)
        || (shown.indexOf('\\') >= 0
            && seen.filter(fields -> any(fields.values(), text -> lower(text).contains(wanted)))
                .isPresent());
  }

  private static boolean hasField(Optional<MessageFields> seen, String name, String wanted) {
    boolean isPerson = Catalogue.kind(name).isPerson();
    return values(seen, name)
        .anyMatch(
            value ->
                any(
                    value,
                    text -> lower(text).equals(wanted) || (isPerson && isAddress(text, wanted))));
  }

  /** Returns the values of a field under each of its spellings, or of a nested field. */
  private static Stream<@Nullable Object> values(Optional<MessageFields> fields, String name) {
    if (fields.isEmpty()) {
      return Stream.empty();
    }
    Map<String, ?> values = fields.get().values();
    Stream<@Nullable Object> spelled =
        values.entrySet().stream()
            .filter(entry -> Catalogue.isSame(entry.getKey(), name))
            .map(Map.Entry::getValue);
    return name.indexOf('.') < 0
        ? spelled
        : Stream.concat(
            spelled, Stream.of(Optional.ofNullable(field(values, name))).flatMap(Optional::stream));
  }

  private static @Nullable Object field(Map<?, ?> values, String name) {
    int dot = name.indexOf('.');
    return values.containsKey(name) || dot < 0
        ? values.get(name)
        : values.get(name.substring(0, dot)) instanceof Map<?, ?> object
            ? field(object, name.substring(dot + 1))
            : null;
  }

  private static boolean isRecipient(Optional<MessageFields> fields, String wanted) {
    return fields.stream()
        .flatMap(message -> message.values().entrySet().stream())
        .filter(field -> Catalogue.kind(field.getKey()).isPerson())
        .anyMatch(field -> any(field.getValue(), text -> isAddress(text, wanted)));
  }

  /** Returns whether a string is that recipient, alone or among others. */
  private static boolean isAddress(String text, String wanted) {
    return lower(text.strip()).equals(wanted)
        || (wanted.indexOf('@') >= 0 && Addresses.contains(text, wanted));
  }

  private static boolean any(@Nullable Object value, Predicate<String> condition) {
    if (value instanceof List<?> list) {
      return list.stream().anyMatch(element -> any(element, condition));
    }
    if (value instanceof Map<?, ?> map) {
      // A recipient may be the name of its field: {"to": {"user@example.com": "Name"}}.
      return map.entrySet().stream()
          .anyMatch(
              member ->
                  condition.test(String.valueOf(member.getKey()))
                      || any(member.getValue(), condition));
    }
    if (value instanceof MessageFields.NumberText number) {
      return condition.test(number.text());
    }
    return value != null && condition.test(value.toString());
  }

  /** Returns whether the code, or a word of it, is the wanted one: 550 finds {@code 550 5.1.1}. */
  private boolean hasCode(DeadLetterNote note) {
    Optional<String> seen = masked ? note.code().map(Mask::text) : note.code();
    return isGiven(filter.code(), seen)
        || seen.stream()
            .flatMap(code -> Stream.of(code.split(" ", -1)))
            .anyMatch(word -> isGiven(filter.code(), Optional.of(word)));
  }

  private static boolean isGiven(Optional<String> wanted, Optional<String> given) {
    return wanted.isEmpty() || given.filter(wanted.get()::equalsIgnoreCase).isPresent();
  }

  private static Optional<Instant> createdAt(MessageFields fields) {
    try {
      return fields.reader().instant(CommonFields.CREATED_AT);
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }

  private static Optional<MessageFields> decode(Payload payload) {
    try {
      return Optional.of(MessageFields.parse(payload));
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

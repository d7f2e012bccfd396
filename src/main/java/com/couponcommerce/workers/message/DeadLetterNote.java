package com.couponcommerce.workers.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code deadLetter} of a message says, as far as it can be read: anybody may have written
 * it.
 *
 * @param reason why it was given up
 * @param code the provider's, or ours
 * @param at when it was given up, by the clock of the instance that did
 */
public record DeadLetterNote(Optional<String> reason, Optional<String> code, Optional<Instant> at) {
  /** Of what was dead-lettered byte for byte, because it could not be decoded. */
  public static final DeadLetterNote NONE =
      new DeadLetterNote(Optional.empty(), Optional.empty(), Optional.empty());

  /** The note of a message; {@link #NONE} where it has none. */
  public static DeadLetterNote of(MessageFields fields) {
    return fields.values().get("deadLetter") instanceof Map<?, ?> note
        ? new DeadLetterNote(text(note, "reason"), text(note, "code"), time(note))
        : NONE;
  }

  /** The note of a payload; {@link #NONE} where it cannot be decoded. */
  public static DeadLetterNote of(Payload payload) {
    try {
      return of(MessageFields.parse(payload));
    } catch (RefusedMessageException e) {
      return NONE;
    }
  }

  private static Optional<String> text(Map<?, ?> note, String name) {
    @Nullable Object value = note.get(name);
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Instant> time(Map<?, ?> note) {
    try {
      return text(note, "at").map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

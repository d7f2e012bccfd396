package com.couponcommerce.workers.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code deadLetter} field of a message: its format, written and read. What is read may have
 * been written by other programs, so each part of it can be missing.
 *
 * @param reason why the message was dead-lettered
 * @param code the provider's code, or the workers' own
 * @param error the provider's text
 * @param at when it was dead-lettered, by the clock of the instance that did it
 */
public record DeadLetterNote(
    Optional<String> reason, Optional<String> code, Optional<String> error, Optional<Instant> at) {
  /** The note of an undecodable payload, which is dead-lettered byte for byte. */
  public static final DeadLetterNote NONE =
      new DeadLetterNote(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String FIELD = "deadLetter";
  private static final String HISTORY = "deadLetterHistory";
  private static final String RETRIES = "retries";
  private static final String FAILURES = "failures";

  /** Characters after which the history starts anew, so that repeated redrives do not grow it. */
  private static final int MAX_HISTORY_LENGTH = 8192;

  /**
   * Why a message is dead-lettered.
   *
   * @param reason id of the reason
   * @param code the provider's code, or the workers' own
   * @param error the provider's text, masked
   */
  public record Cause(String reason, String code, String error) {}

  /** Reads the note of a message; {@link #NONE} if it has none. */
  public static DeadLetterNote of(MessageFields fields) {
    return fields.values().get(FIELD) instanceof Map<?, ?> note
        ? new DeadLetterNote(
            text(note, "reason"), text(note, "code"), text(note, "error"), time(note))
        : NONE;
  }

  /** Reads the note of a payload; {@link #NONE} if the payload cannot be decoded. */
  public static DeadLetterNote of(Payload payload) {
    try {
      return of(MessageFields.parse(payload));
    } catch (RefusedMessageException e) {
      return NONE;
    }
  }

  /**
   * Writes the dead letter, which is valid input if it is moved back to pending.
   *
   * @param attempts failed attempts that counted
   */
  public static Payload write(PayloadEditor message, Cause cause, int attempts, Instant at) {
    String note =
        PayloadEditor.empty()
            .set("reason", cause.reason())
            .set("code", cause.code())
            .set("error", cause.error())
            .set("at", at.toString())
            .set("attempts", attempts)
            .toJson();
    return message.set(RETRIES, attempts).setJson(FIELD, note).toPayload();
  }

  /** Returns true if the message was a dead letter and has been moved back to pending. */
  public static boolean isRedriven(MessageFields fields) {
    return fields.has(FIELD);
  }

  /** Returns the reason for which a message was dead-lettered last before it was redriven. */
  public static Optional<String> redrivenFrom(MessageFields fields) {
    return fields.values().get(HISTORY) instanceof List<?> history
            && !history.isEmpty()
            && history.get(history.size() - 1) instanceof Map<?, ?> note
        ? text(note, "reason")
        : Optional.empty();
  }

  /**
   * Starts a changed copy. A redriven message starts over in it: without attempts, and with its
   * {@code deadLetter} as the newest entry of the history. The entry has the last error; the
   * attempts before it are removed.
   */
  public static PayloadEditor edit(MessageFields fields) {
    return isRedriven(fields) ? startOver(fields.edit()) : fields.edit();
  }

  private static PayloadEditor startOver(PayloadEditor message) {
    String last = message.json(FIELD).orElse("null");
    String earlier = message.json(HISTORY).map(String::strip).orElse("[]");
    boolean isList = earlier.startsWith("[") && earlier.endsWith("]");
    boolean fits = earlier.length() <= MAX_HISTORY_LENGTH;
    String entries = isList && fits ? earlier.substring(1, earlier.length() - 1) : "";
    String history = "[" + entries + (entries.isBlank() ? "" : ",") + last + "]";
    return message.setJson(HISTORY, history).remove(FIELD).remove(RETRIES).remove(FAILURES);
  }

  /** Returns what the failures of one cause have in common of their words; empty if it has none. */
  public String words() {
    return error.map(text -> FailureWords.alike(code.orElse(""), text)).orElse("");
  }

  static Optional<String> text(Map<?, ?> note, String name) {
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

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.sender.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the {@code failures} of a message: its last failed attempts, the newest last. They tell an
 * operator why it has not been delivered yet.
 */
public final class FailedAttempts {
  private static final String FIELD = "failures";

  /** Largest number of entries; older ones tell nothing new. */
  private static final int MAX_ENTRIES = 10;

  /**
   * Limit of all entries in UTF-8: part of the room that a message has beyond MAX_MESSAGE_BYTES.
   */
  private static final int MAX_BYTES = 8192;

  private static final int MAX_CODE_CHARS = 50;

  /** Limit of an entry's error; the dead letter has more of the last one. */
  private static final int MAX_ERROR_CHARS = 200;

  private FailedAttempts() {}

  /**
   * Adds a failed attempt.
   *
   * @param attempt number of the attempt; the same twice if the first did not count
   */
  public static PayloadEditor add(PayloadEditor message, int attempt, Failure failure, Instant at) {
    List<String> entries = new ArrayList<>(message.elements(FIELD));
    PayloadEditor entry =
        PayloadEditor.empty()
            .set("attempt", attempt)
            .set("class", failure.failureClass().name())
            .set("code", cut(failure.code(), MAX_CODE_CHARS))
            .set("error", cut(failure.text(), MAX_ERROR_CHARS));
    if (!failure.rule().isEmpty()) {
      entry = entry.set("rule", failure.rule());
    }
    entries.add(entry.set("at", at.toString()).toJson());
    return message.setJson(FIELD, "[" + String.join(",", newest(entries)) + "]");
  }

  private static List<String> newest(List<String> entries) {
    int first = entries.size();
    int bytes = 0;
    while (first > 0 && entries.size() - first < MAX_ENTRIES) {
      bytes += entries.get(first - 1).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      first--;
    }
    return entries.subList(first, entries.size());
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.sender.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the {@code failures} of a message: its last tries and what came of them, the newest last,
 * so that whoever looks at it sees why it is still under way.
 */
public final class FailedAttempts {
  private static final String FIELD = "failures";

  /** More tell nothing new. */
  private static final int MOST = 10;

  /** Of all of them, in UTF-8: part of the room that a message has beyond MAX_MESSAGE_BYTES. */
  private static final int MOST_BYTES = 8192;

  /** In characters; the dead letter has more of the last one. */
  private static final int MOST_CODE = 50;

  private static final int MOST_ERROR = 200;

  private FailedAttempts() {}

  /**
   * Adds a try.
   *
   * @param attempt which one it was; the same twice where the first used no attempt
   */
  public static PayloadEditor add(PayloadEditor message, int attempt, Failure failure, Instant at) {
    List<String> tries = new ArrayList<>(message.elements(FIELD));
    tries.add(
        PayloadEditor.empty()
            .set("attempt", attempt)
            .set("class", failure.failureClass().name())
            .set("code", cut(failure.code(), MOST_CODE))
            .set("error", cut(failure.text(), MOST_ERROR))
            .set("at", at.toString())
            .toJson());
    return message.setJson(FIELD, "[" + String.join(",", newest(tries)) + "]");
  }

  private static List<String> newest(List<String> tries) {
    int first = tries.size();
    int bytes = 0;
    while (first > 0 && tries.size() - first < MOST) {
      bytes += tries.get(first - 1).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        break;
      }
      first--;
    }
    return tries.subList(first, tries.size());
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}

package com.couponcommerce.workers.it;

import com.couponcommerce.workers.message.PayloadEditor;
import java.util.stream.IntStream;

/** Dead letters for the console's tests. */
final class ConsoleMessages {
  private ConsoleMessages() {}

  /**
   * Pushes dead letters m0, m1 … to the queue of e-mails.
   *
   * @param error with its number in place of %d
   */
  static void push(ChannelQueue queue, int count, String reason, String code, String error) {
    queue
        .redis()
        .lpush(
            "queue:email:dead_letter",
            IntStream.range(0, count)
                .mapToObj(i -> dead("m" + i, reason, code, error.replace("%d", "" + i)))
                .toArray(String[]::new));
  }

  static String dead(String id, String reason, String code, String error) {
    return dead(id, "Code 4711", reason, code, error);
  }

  /** Returns a dead letter with any strings. */
  static String dead(String id, String subject, String reason, String code, String error) {
    return "{\"id\":%s,\"to\":\"user@example.com\",\"subject\":%s,\"body\":\"text\",\"deadLetter\":{\"reason\":%s,\"code\":%s,\"error\":%s,\"at\":\"2026-01-01T00:00:00Z\",\"attempts\":1}}"
        .formatted(
            PayloadEditor.quote(id),
            PayloadEditor.quote(subject),
            PayloadEditor.quote(reason),
            PayloadEditor.quote(code),
            PayloadEditor.quote(error));
  }
}

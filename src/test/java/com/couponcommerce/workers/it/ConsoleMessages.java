package com.couponcommerce.workers.it;

import com.couponcommerce.workers.message.PayloadEditor;

/** Dead letters for the console's tests. */
final class ConsoleMessages {
  private ConsoleMessages() {}

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

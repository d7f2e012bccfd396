package com.couponcommerce.workers.it;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes messages like a producer, each with a number by which a test recognizes it. */
final class Samples {
  private Samples() {}

  /** Returns a mail like the guide's. */
  static String email(int number) {
    return "{\"to\":\"user@example.com\",\"subject\":\"Test %1$d\",\"body\":\"Number %1$d\"}"
        .formatted(number);
  }

  static String[] emails(int count) {
    return upTo(count, Samples::email);
  }

  /** Returns an SMS to a mobile phone. */
  static String sms(int number) {
    return "{\"to\":\"+4915123456789\",\"body\":\"Number %d\"}".formatted(number);
  }

  static String[] smsMessages(int count) {
    return upTo(count, Samples::sms);
  }

  private static String[] upTo(int count, IntFunction<String> message) {
    return IntStream.range(0, count).mapToObj(message).toArray(String[]::new);
  }
}

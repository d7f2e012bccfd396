package com.couponcommerce.workers.it;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Messages as a producer writes them, each with a number by which it is found again. */
final class Samples {
  private Samples() {}

  /** A mail as in the guide. */
  static String email(int number) {
    return "{\"to\":\"user@example.com\",\"subject\":\"Test %1$d\",\"body\":\"Number %1$d\"}"
        .formatted(number);
  }

  static String[] emails(int count) {
    return upTo(count, Samples::email);
  }

  /** A text to a mobile phone. */
  static String text(int number) {
    return "{\"to\":\"+4915123456789\",\"body\":\"Number %d\"}".formatted(number);
  }

  static String[] texts(int count) {
    return upTo(count, Samples::text);
  }

  private static String[] upTo(int count, IntFunction<String> message) {
    return IntStream.range(0, count).mapToObj(message).toArray(String[]::new);
  }
}

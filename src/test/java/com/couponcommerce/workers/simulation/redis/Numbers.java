package com.couponcommerce.workers.simulation.redis;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as Redis 7.0 writes and reads them. */
final class Numbers {
  /** {@code %.17g}. */
  private static final MathContext DIGITS = new MathContext(17);

  private Numbers() {}

  static String ofDouble(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e17) {
      return Long.toString((long) number);
    }
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Reads a score or a bound of scores. */
  static double toDouble(String text) {
    return switch (text) {
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "+inf", "inf" -> Double.POSITIVE_INFINITY;
      default -> parsed(text);
    };
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new RedisError("ERR value is not a valid float");
    }
  }

  static int toInt(String text) {
    try {
      return Math.toIntExact(Long.parseLong(text));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new RedisError("ERR value is not an integer or out of range");
    }
  }

  static long toLong(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RedisError("ERR value is not an integer or out of range");
    }
  }
}

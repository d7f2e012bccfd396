package com.couponcommerce.workers.email.smtp;

import java.util.function.Supplier;

/** A rule that the client has broken. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  Violation(String rule) {
    super(rule);
  }

  static void check(boolean holds, String rule) {
    if (!holds) {
      throw new Violation(rule);
    }
  }

  static void check(boolean holds, Supplier<String> rule) {
    if (!holds) {
      throw new Violation(rule.get());
    }
  }
}

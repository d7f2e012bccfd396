package com.couponcommerce.workers.message;

import java.util.function.IntPredicate;

/**
 * Looks at the UTF-16 units of a text, in a plain loop: the streams of {@link String#chars} were a
 * twentieth of the CPU time of a mail.
 */
public final class Characters {
  private Characters() {}

  /** Returns true if the text has such a unit. */
  public static boolean any(String text, IntPredicate which) {
    for (int i = 0; i < text.length(); i++) {
      if (which.test(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if the text has only such units, or none. */
  public static boolean all(String text, IntPredicate which) {
    return !any(text, unit -> !which.test(unit));
  }
}

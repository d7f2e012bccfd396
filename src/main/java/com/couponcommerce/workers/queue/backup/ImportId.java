package com.couponcommerce.workers.queue.backup;

import java.util.regex.Pattern;

/**
 * The id of a file that is imported, so that a second import of it adds nothing.
 *
 * @param value 1 to 100 of the letters, digits and {@code . _ -}
 */
public record ImportId(String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public ImportId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("invalid import id");
    }
  }

  /** Returns whether a string is a valid id. */
  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }
}

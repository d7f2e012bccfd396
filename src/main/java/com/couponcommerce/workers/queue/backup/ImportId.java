package com.couponcommerce.workers.queue.backup;

import java.util.regex.Pattern;

/**
 * Names a file that is imported, so that a second run of it adds nothing twice.
 *
 * @param value 1 to 100 of the letters, digits and {@code . _ -}
 */
public record ImportId(String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public ImportId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the id of an import");
    }
  }

  /** True where that can be the id of an import. */
  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }
}

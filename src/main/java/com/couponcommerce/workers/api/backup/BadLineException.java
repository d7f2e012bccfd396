package com.couponcommerce.workers.api.backup;

import java.io.Serial;

/** A line that cannot be imported; the text says which, what is wrong, and shows none of it. */
final class BadLineException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  BadLineException(long line, String problem) {
    super("line " + line + " " + problem);
  }
}

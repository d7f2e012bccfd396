package com.couponcommerce.workers.api.backup;

import java.io.Serial;

/**
 * A line that cannot be imported. The message names the line and the mistake, and shows none of its
 * content.
 */
final class BadLineException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  BadLineException(long line, String problem) {
    super("line " + line + " " + problem);
  }
}

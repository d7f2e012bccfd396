package com.couponcommerce.workers.api;

import java.io.IOException;
import java.io.InputStream;

/** Reads what a request brings. */
final class Bodies {
  private Bodies() {}

  /**
   * All of it.
   *
   * @throws ProblemException with 413 as soon as it has more than {@code most} bytes
   */
  static byte[] read(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new Problem(413, "Content Too Large", "the body has more than " + most + " bytes")
          .exception();
    }
    return bytes;
  }
}

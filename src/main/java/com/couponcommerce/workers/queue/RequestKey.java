package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * By what a request is known again.
 *
 * @param name what is remembered of the key and whose it is: a digest, so that it tells nobody
 * @param content a digest of all that the request asks for
 * @param remembered for how long it is known
 */
public record RequestKey(String name, String content, Duration remembered) {

  /** A hex digest. */
  public static String digest(byte[]... parts) {
    byte[][] measured = new byte[2 * parts.length][];
    for (int i = 0; i < parts.length; i++) {
      // Each part with its length, or "a" + "bc" would be "ab" + "c".
      measured[2 * i] = (parts[i].length + ":").getBytes(StandardCharsets.US_ASCII);
      measured[2 * i + 1] = parts[i];
    }
    return Digest.sha256(measured);
  }
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The identity of a request, by which a repetition is recognized.
 *
 * @param name digest of the idempotency key and its user, so that neither is stored
 * @param content digest of all that the request asks for
 * @param remembered time for which it is recognized
 */
public record RequestKey(String name, String content, Duration remembered) {

  /** Returns the SHA-256 of the parts in hex. */
  public static String digest(byte[]... parts) {
    byte[][] measured = new byte[2 * parts.length][];
    for (int i = 0; i < parts.length; i++) {
      // Each part has its length in front, or "a" + "bc" would be "ab" + "c".
      measured[2 * i] = (parts[i].length + ":").getBytes(StandardCharsets.US_ASCII);
      measured[2 * i + 1] = parts[i];
    }
    return Digest.sha256(measured);
  }
}

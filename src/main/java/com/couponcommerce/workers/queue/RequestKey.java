package com.couponcommerce.workers.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

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
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        // With its length, or "a" + "bc" would be "ab" + "c".
        sha.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(part);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package com.couponcommerce.workers.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes digests in hex. */
public final class Digest {
  private Digest() {}

  /** Returns the SHA-1 of the parts in a row, as Redis scripts compute it too. */
  public static String sha1(byte[]... parts) {
    return hex("SHA-1", parts);
  }

  /** Returns the SHA-256 of the parts in a row. */
  public static String sha256(byte[]... parts) {
    return hex("SHA-256", parts);
  }

  private static String hex(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}

package com.couponcommerce.workers.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A queue entry byte for byte as Redis holds it. Redis finds an entry by its bytes, so they never
 * pass through a String on their way back. The array is not copied: whoever hands it over no longer
 * changes it.
 */
public final class Payload {
  private final byte[] bytes;
  private final int hash;

  public Payload(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  public static Payload of(String json) {
    return new Payload(json.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  /**
   * Names the payload in a log without showing any of it: the first 16 hex digits of its SHA-256.
   */
  public String digest() {
    return Digest.sha256(bytes).substring(0, 16);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Size and digest only: payloads hold addresses and texts that belong in no log. */
  @Override
  public String toString() {
    return size() + " bytes, sha256 " + digest();
  }
}

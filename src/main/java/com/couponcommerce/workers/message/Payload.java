package com.couponcommerce.workers.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A queue entry, byte for byte as Redis stores it. Redis finds an entry by its bytes, so they are
 * never converted to a String and back. The array is not copied; the caller must not change it
 * afterwards.
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Returns the size only: from a digest a one-time code could be computed. */
  @Override
  public String toString() {
    return size() + " bytes";
  }
}

package com.couponcommerce.workers.message;

import com.couponcommerce.workers.mask.Mask;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a message through all its attempts: 1 to 200 visible ASCII characters. A producer may
 * set it; otherwise the worker sets it before the first attempt.
 */
public record MessageId(String value) {
  private static final int MAX_LENGTH = 200;
  private static final String OWN_PREFIX = "cw-";
  private static final Pattern OWN = Pattern.compile(Mask.OWN_ID);

  public MessageId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "an id has 1 to " + MAX_LENGTH + " visible ASCII characters without spaces");
    }
  }

  static boolean isValid(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && Characters.all(value, c -> c > ' ' && c < 0x7f);
  }

  /**
   * Returns a new id: 128 random bits in hex, unique without coordination. Its prefix tells it from
   * the ids of producers.
   */
  public static MessageId random(RandomGenerator random) {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return new MessageId(OWN_PREFIX + HexFormat.of().formatHex(bits));
  }

  /** Returns true if the producer set it, so that another message may have the same. */
  public boolean isExplicit() {
    return !value.startsWith(OWN_PREFIX) || !OWN.matcher(value).matches();
  }

  /**
   * Compares by value. Written out, as is hashCode, since the JDK's own methods for records retain
   * the application's class loader.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof MessageId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}

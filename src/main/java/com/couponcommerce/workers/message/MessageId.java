package com.couponcommerce.workers.message;

import com.couponcommerce.workers.mask.Mask;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a message through all its tries: 1 to 200 visible ASCII characters. A producer may set it;
 * otherwise the worker does, before the first try.
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
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /**
   * 128 random bits in hex, unique without asking anybody, and recognisable as ours: no other
   * message can have it.
   */
  public static MessageId random(RandomGenerator random) {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return new MessageId(OWN_PREFIX + HexFormat.of().formatHex(bits));
  }

  /** True where the producer gave it, so that another message may have the same. */
  public boolean isExplicit() {
    return !OWN.matcher(value).matches();
  }

  /** Written out, as is hashCode: the JDK's own for records keeps an application's class loader. */
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

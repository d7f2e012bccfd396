package com.couponcommerce.workers.message;

import java.util.function.IntUnaryOperator;

/**
 * The number of segments of an SMS by 3GPP TS 23.038. One segment holds 160 septets of the GSM
 * 7-bit default alphabet or 70 UTF-16 units. If there are several, each gives 7 septets or 3 units
 * to the header that joins them (TS 23.040 section 9.2.3.24.1). An escape with its character and a
 * surrogate pair are never split, so a segment may end one unit short.
 *
 * @param units septets or UTF-16 units in all
 */
public record SmsSegments(Encoding encoding, int units, int count) {

  /** The encoding on the phone network. */
  public enum Encoding {
    GSM_7(160, 153),
    UCS_2(70, 67);

    private final int alone;
    private final int joined;

    Encoding(int alone, int joined) {
      this.alone = alone;
      this.joined = joined;
    }
  }

  /** The default alphabet (TS 23.038 section 6.2.1), without the escape. */
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /**
   * The extension table (TS 23.038 section 6.2.1.1); each character is an escape and a second
   * septet.
   */
  private static final String EXTENSION = "\f^{}\\[~]|€";

  public static SmsSegments of(String text) {
    boolean gsm = text.codePoints().allMatch(c -> septets(c) > 0);
    return gsm
        ? filled(text, Encoding.GSM_7, SmsSegments::septets)
        : filled(text, Encoding.UCS_2, Character::charCount);
  }

  private static SmsSegments filled(String text, Encoding encoding, IntUnaryOperator size) {
    int units = text.codePoints().map(size).sum();
    if (units <= encoding.alone) {
      return new SmsSegments(encoding, units, 1);
    }
    int count = 1;
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      int needed = size.applyAsInt(c);
      if (used + needed > encoding.joined) {
        count++;
        used = 0;
      }
      used += needed;
    }
    return new SmsSegments(encoding, units, count);
  }

  /** Returns the septets of a character; 0 if GSM 7-bit does not have it. */
  private static int septets(int c) {
    if (BASIC.indexOf(c) >= 0) {
      return 1;
    }
    return EXTENSION.indexOf(c) >= 0 ? 2 : 0;
  }
}

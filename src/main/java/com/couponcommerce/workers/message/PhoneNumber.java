package com.couponcommerce.workers.message;

import java.util.regex.Pattern;

/**
 * A number in ITU-T's E.164 form: a plus, a country code, at most 15 digits in all. What producers
 * write is turned into it by the sms room.
 */
public record PhoneNumber(String e164) {
  /** No country has numbers of fewer than 7 digits with its code. */
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private static final Pattern WITHIN_TEXT = Pattern.compile("(\\+?[0-9]{2})[0-9]{2,}([0-9]{3})");

  public PhoneNumber {
    if (!isE164(e164)) {
      throw new IllegalArgumentException("a phone number is + and 7 to 15 digits");
    }
  }

  public static boolean isE164(String text) {
    return E164.matcher(text).matches();
  }

  /** A text in which nobody can read a number any more, as {@code +49…789}. */
  public static String maskedIn(String text) {
    return WITHIN_TEXT.matcher(text).replaceAll("$1…$2");
  }

  /** Without most of its digits, so that it may stand in a log. */
  @Override
  public String toString() {
    return e164.substring(0, 3) + "…" + e164.substring(e164.length() - 3);
  }
}

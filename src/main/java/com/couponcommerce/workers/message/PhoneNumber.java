package com.couponcommerce.workers.message;

import com.couponcommerce.workers.mask.Mask;
import java.util.regex.Pattern;

/**
 * A phone number in ITU-T's E.164 form: a plus, a country code, at most 15 digits in all. Package
 * {@code sms} makes it from what producers write.
 */
public record PhoneNumber(String e164) {
  /** Pattern of E.164. No country has numbers of fewer than 7 digits with its code. */
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  public PhoneNumber {
    if (!isE164(e164)) {
      throw new IllegalArgumentException("a phone number is + and 7 to 15 digits");
    }
  }

  public static boolean isE164(String text) {
    return E164.matcher(text).matches();
  }

  /** Returns the masked number, for logs. */
  @Override
  public String toString() {
    return Mask.number(e164);
  }
}

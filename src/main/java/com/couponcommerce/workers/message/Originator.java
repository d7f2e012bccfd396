package com.couponcommerce.workers.message;

import java.util.regex.Pattern;

/**
 * The sender of an SMS: a number in E.164, a short code, or an alphanumeric name, which has at
 * least one letter (3GPP TS 23.040 section 9.1.2.5 has room for 11 characters).
 */
public record Originator(String value) {
  /** Description of the allowed forms, for error messages. */
  public static final String ALLOWED =
      "a number as +49170…, a short code of 3 to 8 digits, or a name of at most 11 letters and"
          + " digits";

  private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{3,8}");

  /** Names that Twilio allows: ASCII letters and digits, space, + - _ and &amp;. */
  private static final Pattern NAME =
      Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9+_&-](?:[A-Za-z0-9 +_&-]{0,9}[A-Za-z0-9+_&-])?");

  public Originator {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an originator is " + ALLOWED);
    }
  }

  public static boolean isValid(String value) {
    return PhoneNumber.isE164(value)
        || SHORT_CODE.matcher(value).matches()
        || NAME.matcher(value).matches();
  }

  /** Returns true for a number or a short code, which recipients can answer. */
  public boolean isNumber() {
    return !NAME.matcher(value).matches();
  }
}

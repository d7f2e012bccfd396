package com.couponcommerce.workers.mask;

/**
 * Hides the recipients of a message in all that users other than operators may read: log lines,
 * stored errors, the views of the API. An address becomes {@code u***@example.com}, a number {@code
 * +49…789}. Masking twice changes nothing more. The methods take any text, throw nothing, and take
 * time in proportion to its length.
 */
public final class Mask {
  /**
   * Pattern of the ids that workers give to messages. They name no person, so masks leave them
   * visible.
   */
  public static final String OWN_ID = "cw-[0-9a-f]{32}";

  private static final String HIDDEN = "***";

  private Mask() {}

  /**
   * Masks one address, with or without a name beside it; returns {@code ***} if the text has no
   * address.
   *
   * @return first character and domain, without the name
   */
  public static String address(String address) {
    return AddressMask.last(address).orElse(HIDDEN);
  }

  /**
   * Masks one phone number in any form. A plus, the first two and the last three digits stay
   * visible; a short number shows the last three only, and text that is no number becomes {@code
   * …}.
   */
  public static String number(String number) {
    return NumberMask.one(number);
  }

  /** Masks each address in a text whose numbers the caller removes. */
  public static String addresses(String text) {
    return AddressMask.within(text);
  }

  /**
   * Masks each address and each number in a text of unknown content, such as a provider's reply or
   * an exception's message. What operators search for stays visible: reply codes, queue ids, IP
   * addresses, times, message ids that workers gave. In doubt a word is masked.
   */
  public static String text(String text) {
    return NumberMask.within(AddressMask.within(text));
  }

  /**
   * Masks a text and then cuts it: of a text that was cut first, half an address could be left that
   * is not recognized.
   *
   * @param max characters that stay; what was longer ends with an ellipsis
   */
  public static String start(String text, int max) {
    String masked = text(text);
    return masked.length() <= max ? masked : masked.substring(0, max) + "…";
  }
}

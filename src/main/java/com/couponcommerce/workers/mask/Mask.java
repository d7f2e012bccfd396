package com.couponcommerce.workers.mask;

/**
 * Hides whom a message is for in everything that somebody other than an operator may read: log
 * lines, errors that are kept, what viewers see. An address becomes {@code u***@example.com}, a
 * number {@code +49…789}. To mask twice changes nothing more. Takes any text, throws nothing, and
 * takes time in proportion to its length.
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
   * One address, with or without a name beside it; {@code ***} where there is none in it.
   *
   * @return first character and domain, without the name
   */
  public static String address(String address) {
    return AddressMask.last(address).orElse(HIDDEN);
  }

  /**
   * One phone number in whatever form: a plus where it has one, two digits, and the last three;
   * fewer of a short one, and {@code …} of what is none.
   */
  public static String number(String number) {
    return NumberMask.one(number);
  }

  /**
   * A text of somebody else's, such as a provider's reply or an exception's message, with each
   * address and each number in it masked. What operators search for stays: reply codes, queue ids,
   * IP addresses, times, our ids. In doubt it is masked.
   */
  public static String text(String text) {
    return NumberMask.within(AddressMask.within(text));
  }
}

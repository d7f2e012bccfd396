package com.couponcommerce.workers.message;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the written form of one address: its name, and the address itself. */
public final class EmailAddressParser {
  /** Characters of the longest address with its name. */
  static final int MAX_INPUT = 1000;

  /**
   * Characters that Java's IDNA 2003 maps to other letters, while today's registries keep them (UTS
   * #46, deviations): the mail would go to a domain of another owner.
   */
  private static final Pattern CHANGED_BY_IDNA_2003 =
      Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

  private EmailAddressParser() {}

  /**
   * Reads one address, alone or with a name.
   *
   * @param place of the field, for the error's text
   * @throws RefusedMessageException if it is none, or several
   */
  public static EmailAddress parse(String place, String input) throws RefusedMessageException {
    var all = new AddressListParser(place, input).parse();
    if (all.size() != 1) {
      throw RefusedMessageException.field(
          place, "must be a single address, either plain or as Name <address>");
    }
    return all.get(0);
  }

  /**
   * Makes an address of its two parts.
   *
   * @param name without quotes; blank for none
   */
  static EmailAddress of(String place, String name, String written) throws RefusedMessageException {
    String shown = stripped(name);
    String address = address(place, written);
    if (Characters.any(shown, Character::isISOControl)) {
      throw RefusedMessageException.field(
          place, "must not have CR, LF, NUL or other control characters within a name");
    }
    boolean isName = !shown.isEmpty() && !shown.equalsIgnoreCase(stripped(written));
    return new EmailAddress(isName ? Optional.of(shown) : Optional.empty(), address);
  }

  private static String address(String place, String written) throws RefusedMessageException {
    String stripped = stripped(written);
    if (Characters.any(stripped, Character::isISOControl)) {
      throw RefusedMessageException.field(
          place, "must not have CR, LF, NUL or other control characters within an address");
    }
    String address = withPlainDomain(place, stripped);
    Optional<String> problem = EmailAddress.problem(address);
    if (problem.isPresent()) {
      throw RefusedMessageException.field(place, problem.get());
    }
    return address;
  }

  /** Returns the address with its domain in ASCII, and its local part composed (RFC 6532). */
  private static String withPlainDomain(String place, String written)
      throws RefusedMessageException {
    int at = written.lastIndexOf('@');
    if (at < 0) {
      return written;
    }
    String domain = written.substring(at + 1);
    if (CHANGED_BY_IDNA_2003.matcher(domain).find()) {
      throw RefusedMessageException.field(place, "must have this domain in punycode (xn--...)");
    }
    String local = Normalizer.normalize(written.substring(0, at), Normalizer.Form.NFC);
    try {
      String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
      return local + "@" + ascii.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw RefusedMessageException.field(place, "must have a valid domain after the at sign");
    }
  }

  /**
   * Returns the text without blanks at its ends, whether visible or not: a copied address may bring
   * a no-break space, a byte order mark or a mark of direction.
   */
  static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == '\r'
        || c == '\n'
        || c == '\t'
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT;
  }
}

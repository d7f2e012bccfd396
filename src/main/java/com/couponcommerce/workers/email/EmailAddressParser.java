package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.RefusedMessageException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code address} and {@code Name <address>}, and nothing else of RFC 5322's grammar.
 *
 * <p>InternetAddress alone is not enough: its strict mode takes {@code <a@b.test>c@d.test} for
 * a@b.test, and groups and folded quoted strings for addresses
 * (elttam.com/blog/jakarta-mail-primitives). So the name is split off here, and the address that
 * InternetAddress reads must equal the given one.
 */
final class EmailAddressParser {
  private static final int MAX_INPUT = 1000;

  /** Characters that, without quotes, begin a group, a list, a comment or a second address. */
  private static final Pattern SPECIAL_IN_NAME = Pattern.compile("[<>@,;:\"\\\\]");

  /**
   * Characters that Java's IDNA 2003 maps to other letters, while today's registries keep them (UTS
   * #46, deviations): the mail would go to a domain of another owner.
   */
  private static final Pattern CHANGED_BY_IDNA_2003 =
      Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

  private EmailAddressParser() {}

  /**
   * Reads one address.
   *
   * @param field name of the field, for the error's text
   */
  static EmailAddress parse(String field, String input) throws RefusedMessageException {
    if (input.length() > MAX_INPUT || input.chars().anyMatch(Character::isISOControl)) {
      throw RefusedMessageException.field(
          field,
          "must not contain CR, LF, NUL or other control characters, or exceed 1000 characters");
    }
    String trimmed = input.strip();
    int bracket = trimmed.endsWith(">") ? trimmed.lastIndexOf('<') : -1;
    if (bracket < 0) {
      return new EmailAddress(address(field, trimmed));
    }
    String address = trimmed.substring(bracket + 1, trimmed.length() - 1);
    return new EmailAddress(
        name(field, trimmed.substring(0, bracket).strip()), address(field, address));
  }

  private static Optional<String> name(String field, String name) throws RefusedMessageException {
    String unquoted = name;
    if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
      unquoted = name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1").strip();
    } else if (SPECIAL_IN_NAME.matcher(name).find()) {
      throw RefusedMessageException.field(
          field, "must be a single address, either plain or as Name <address>");
    }
    return unquoted.isEmpty() ? Optional.empty() : Optional.of(unquoted);
  }

  private static String address(String field, String written) throws RefusedMessageException {
    String address = withAsciiDomain(field, written);
    Optional<String> problem = EmailAddress.problem(address);
    if (problem.isPresent()) {
      throw RefusedMessageException.field(field, problem.get());
    }
    try {
      InternetAddress understood = new InternetAddress(address, true);
      if (!address.equals(understood.getAddress()) || understood.isGroup()) {
        throw RefusedMessageException.field(field, "must be a single address");
      }
    } catch (AddressException e) {
      throw RefusedMessageException.field(field, "must be a valid address");
    }
    return address;
  }

  private static String withAsciiDomain(String field, String written)
      throws RefusedMessageException {
    int at = written.lastIndexOf('@');
    if (at < 0) {
      return written;
    }
    String domain = written.substring(at + 1);
    if (CHANGED_BY_IDNA_2003.matcher(domain).find()) {
      throw RefusedMessageException.field(field, "must have this domain in punycode (xn--...)");
    }
    try {
      String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
      return written.substring(0, at + 1) + ascii.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw RefusedMessageException.field(field, "must have a valid domain after the @");
    }
  }
}

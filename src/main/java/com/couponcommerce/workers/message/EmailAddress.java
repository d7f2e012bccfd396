package com.couponcommerce.workers.message;

import com.couponcommerce.workers.mask.Mask;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mailbox as it is written into SMTP commands and headers (RFC 5321 section 4.1.2): an
 * internationalized domain in punycode and lower case, letters of any script before the at sign
 * (RFC 6531), no character that could end a line. {@link EmailAddressParser} makes it from what
 * producers write.
 *
 * @param name display name; empty for none
 */
public record EmailAddress(Optional<String> name, String address) {
  /** RFC 5321 section 4.5.3.1.1. */
  private static final int MAX_LOCAL_PART = 64;

  /**
   * Length limit of an address: a path has 256 characters with its angle brackets (RFC 5321 section
   * 4.5.3.1.3).
   */
  private static final int MAX_ADDRESS = 254;

  /** Characters of an atom beside letters and digits (RFC 5322 section 3.2.3). */
  private static final String ATOM_SIGNS = "!#$%&'*+/=?^_`{|}~-";

  /** A dot-atom with letters of other scripts (RFC 6531 section 3.3). */
  private static final Pattern INTERNATIONAL_DOT_ATOM =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

  /** Characters between or around addresses, or after the name of a group. */
  private static final Pattern OUTSIDE_AN_ADDRESS = Pattern.compile("[\\s@,;:<>]");

  private static final Pattern QUOTED = Pattern.compile("\"(?:[ !#-\\[\\]-~]|\\\\[ -~])+\"");
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

  public EmailAddress {
    problem(address).ifPresent(EmailAddress::refuse);
    if (name.isPresent() && hasControl(name.get())) {
      refuse("a name must not contain control characters");
    }
  }

  public EmailAddress(String address) {
    this(Optional.empty(), address);
  }

  /** Returns why this is not an address, without quoting it; empty if it is one. */
  public static Optional<String> problem(String address) {
    int at = address.lastIndexOf('@');
    String local = at < 0 ? "" : address.substring(0, at);
    String domain = address.substring(at + 1);
    if (at < 0) {
      return Optional.of("must have an at sign");
    }
    if (local.isEmpty()) {
      return Optional.of("must have a part before the at sign");
    }
    boolean plain = local.length() <= MAX_LOCAL_PART && isDotAtom(local);
    if (!plain && !local.startsWith("\"") && OUTSIDE_AN_ADDRESS.matcher(local).find()) {
      return Optional.of("must be a single address, either plain or as Name <address>");
    }
    if (octets(local) > MAX_LOCAL_PART) {
      return Optional.of("must have at most " + MAX_LOCAL_PART + " bytes before the at sign");
    }
    if (octets(address) > MAX_ADDRESS) {
      return Optional.of("must have at most " + MAX_ADDRESS + " bytes");
    }
    if (!plain && !isInternational(local) && !QUOTED.matcher(local).matches()) {
      return Optional.of(
          "must have letters, digits, single dots within and !#$%&'*+/=?^_`{|}~- before the at"
              + " sign, or a quoted string");
    }
    // A relay may pass the local part to a command line (Postfix: allow_min_user=no).
    if (local.startsWith("-") || local.startsWith("\"-")) {
      return Optional.of("must not begin with a hyphen");
    }
    if (!DOMAIN.matcher(domain).matches()) {
      return Optional.of("must have a full domain name with a dot after the at sign");
    }
    return Optional.empty();
  }

  /** Returns true if the string is a dot-atom (RFC 5322 section 3.2.3). */
  public static boolean isDotAtom(String string) {
    boolean atomBegins = true;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '.' ? atomBegins : !isAtomText(c)) {
        return false;
      }
      atomBegins = c == '.';
    }
    return !atomBegins;
  }

  private static boolean isAtomText(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ATOM_SIGNS.indexOf(c) >= 0;
  }

  /**
   * Returns true for a local part of letters that ASCII lacks. Full-width letters are refused: an
   * input method wrote them, and the address has plain ones.
   */
  private static boolean isInternational(String local) {
    return INTERNATIONAL_DOT_ATOM.matcher(local).matches()
        && Normalizer.isNormalized(local, Normalizer.Form.NFKC);
  }

  /** Returns true if the address needs a server with SMTPUTF8 (RFC 6531). */
  public boolean isInternational() {
    return Characters.any(address, c -> c >= 0x80);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Returns text as a quoted string (RFC 5322 section 3.2.4), in which RFC 2045 has parameters too.
   */
  public static String quoted(String text) {
    return "\"" + text.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
  }

  /** Returns the part after the at sign. */
  public String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static boolean hasControl(String text) {
    return Characters.any(text, Character::isISOControl);
  }

  private static void refuse(String problem) {
    throw new IllegalArgumentException("an e-mail address " + problem);
  }

  /** Returns the masked address, without the name, for logs. */
  @Override
  public String toString() {
    return Mask.address(address);
  }
}

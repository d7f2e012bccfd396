package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.EmailAddress;
import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds one address in a text, in JSON and in URLs too, ignoring case, with its domain in punycode
 * or not. It does not mistake joanna@ for anna@.
 */
final class AddressPattern {
  /** The position before an address. A letter that ends an escape is not part of the address. */
  private static final String BEFORE =
      "(?:(?<![A-Za-z0-9._+-])|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9a-fA-F]{4})|(?<=%[0-9a-fA-F]{2}))";

  private static final String AT = "(?:@|\uff20|\ufe6b|%40|\\\\u0040|&#64;)";
  private static final String AFTER = "(?![A-Za-z0-9-]|\\.[A-Za-z0-9])";

  private final Pattern pattern;
  private final String mask;

  AddressPattern(EmailAddress address) {
    String local =
        address.address().substring(0, address.address().length() - address.domain().length() - 1);
    Set<String> domains = new LinkedHashSet<>();
    domains.add(address.domain());
    domains.add(IDN.toUnicode(address.domain()));
    this.pattern =
        Pattern.compile(
            BEFORE
                + Pattern.quote(local)
                + AT
                + domains.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"))
                + AFTER,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    this.mask = Matcher.quoteReplacement(address.toString());
  }

  boolean isIn(String text) {
    return pattern.matcher(text).find();
  }

  /** Returns the text with the mask in place of the address. */
  String maskedIn(String text) {
    return pattern.matcher(text).replaceAll(mask);
  }
}

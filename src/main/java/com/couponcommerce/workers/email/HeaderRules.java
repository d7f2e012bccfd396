package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.RefusedMessageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The headers that producers may set, as an allow-list. A header of structure, routing or signature
 * (Content-*, Bcc, Received, DKIM-Signature, Resent-* …) would let one producer change what all
 * others rely on.
 */
final class HeaderRules {
  private static final int MAX_HEADERS = 50;

  /**
   * Characters of the longest word: a line has 998 (RFC 5322 section 2.1.1), of which the name and
   * an encoding need a part.
   */
  private static final int MAX_WORD = 900;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,75}");
  private static final Set<String> ALLOWED =
      Set.of(
          "auto-submitted",
          "comments",
          "feedback-id",
          "importance",
          "in-reply-to",
          "keywords",
          "list-archive",
          "list-help",
          "list-id",
          "list-owner",
          "list-post",
          "list-subscribe",
          "organization",
          "precedence",
          "priority",
          "references",
          "reply-by",
          "resend-idempotency-key",
          "sensitivity");

  private HeaderRules() {}

  /** Refuses characters that could end a header line; {@code setHeader} does not check them. */
  static String singleLine(String field, String value) throws RefusedMessageException {
    if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw RefusedMessageException.field(
          field, "must not contain CR, LF, NUL or other control characters");
    }
    return value;
  }

  static Map<String, String> allowed(Map<String, String> headers) throws RefusedMessageException {
    if (headers.size() > MAX_HEADERS) {
      throw RefusedMessageException.field("headers", "must be at most " + MAX_HEADERS);
    }
    Map<String, String> allowed = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      String lower = name.toLowerCase(Locale.ROOT);
      if (!NAME.matcher(name).matches() || !(ALLOWED.contains(lower) || lower.startsWith("x-"))) {
        throw RefusedMessageException.field(
            "headers",
            "must be X-... or one of " + String.join(", ", ALLOWED.stream().sorted().toList()));
      }
      String value = singleLine("headers", header.getValue()).strip();
      for (String word : value.split("[ \t]+", -1)) {
        if (word.length() > MAX_WORD) {
          throw RefusedMessageException.field(
              "headers", "must not have a word of more than " + MAX_WORD + " characters");
        }
      }
      allowed.put(name, value);
    }
    return allowed;
  }

  /**
   * Returns the headers of one-click unsubscribing (RFC 8058): an https URL, optionally with a
   * mailto URL.
   */
  static Map<String, String> listUnsubscribe(List<String> addresses)
      throws RefusedMessageException {
    if (addresses.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder value = new StringBuilder();
    boolean https = false;
    for (String address : addresses) {
      String scheme = scheme(address);
      https |= scheme.equals("https");
      value.append(value.isEmpty() ? "<" : ", <").append(address.strip()).append('>');
    }
    if (addresses.size() > 2 || value.length() > MAX_WORD || !https) {
      throw RefusedMessageException.field(
          "listUnsubscribe", "must be an https URL, and a mailto one beside it if you like");
    }
    headers.put("List-Unsubscribe", value.toString());
    headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    return headers;
  }

  private static String scheme(String address) throws RefusedMessageException {
    try {
      URI uri = new URI(singleLine("listUnsubscribe", address).strip());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean complete = scheme.equals("https") ? uri.getHost() != null : scheme.equals("mailto");
      if (complete && address.chars().allMatch(c -> c < 0x7f && c != '<' && c != '>')) {
        return scheme;
      }
    } catch (URISyntaxException e) {
      // refused below, without quoting the address
    }
    throw RefusedMessageException.field(
        "listUnsubscribe", "must be an https URL, and a mailto one beside it if you like");
  }
}

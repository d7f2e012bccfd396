package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL for Twilio's status callbacks, with the id of the message in its query. Twilio signs that
 * URL, but Twilio and its SDKs escape queries inconsistently (github.com/twilio/twilio-node issue
 * 621, github.com/twilio/twilio-java issue 601). So the query has only characters that need no
 * escape.
 */
record CallbackUrl(URI base) {
  private static final String PLAIN = "id=";
  private static final String ENCODED = "id64=";

  /** The unreserved characters of RFC 3986 without the ~, which some libraries escape. */
  private static final Pattern NEEDS_NO_ESCAPE = Pattern.compile("[A-Za-z0-9._-]+");

  /** Pattern of a query. An id has at most 200 characters, 267 in base64. */
  private static final Pattern QUERY =
      Pattern.compile("(" + PLAIN + "|" + ENCODED + ")([A-Za-z0-9._-]{1,267})");

  /** Returns the callback URL that is sent to Twilio with an SMS. */
  URI of(MessageId id) {
    String query =
        NEEDS_NO_ESCAPE.matcher(id.value()).matches()
            ? PLAIN + id.value()
            : ENCODED
                + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(id.value().getBytes(StandardCharsets.US_ASCII));
    return URI.create(withQuery(query));
  }

  /** Returns the URL that Twilio signed for a report with this query. */
  String withQuery(String query) {
    return base + (query.isEmpty() ? "" : "?" + query);
  }

  /** Returns the id in a query; empty if it has none. */
  static Optional<MessageId> id(String query) {
    Matcher found = QUERY.matcher(query);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      String text = found.group(2);
      return Optional.of(
          new MessageId(
              found.group(1).equals(PLAIN)
                  ? text
                  : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

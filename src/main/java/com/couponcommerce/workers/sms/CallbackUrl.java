package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL that Twilio reports to, with the id of our message in its query. Twilio signs that URL,
 * and neither side agrees with itself on when a query is escaped (github.com/twilio/twilio-node
 * issue 621, github.com/twilio/twilio-java issue 601), so nothing that could be escaped gets into
 * it.
 */
record CallbackUrl(URI base) {
  private static final String PLAIN = "id=";
  private static final String ENCODED = "id64=";

  /** RFC 3986's unreserved characters, but for the ~ that some libraries escape. */
  private static final Pattern NEEDS_NO_ESCAPE = Pattern.compile("[A-Za-z0-9._-]+");

  /** An id has at most 200 characters, which base64 makes 267. */
  private static final Pattern QUERY =
      Pattern.compile("(" + PLAIN + "|" + ENCODED + ")([A-Za-z0-9._-]{1,267})");

  /** What is handed to Twilio with a text. */
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

  /** What Twilio signed, when that query came with its report. */
  String withQuery(String query) {
    return base + (query.isEmpty() ? "" : "?" + query);
  }

  /** The id in a query; empty where there is none. */
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

package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL for Twilio's status callbacks, with the id of the message and the time of its hand-over
 * in its query. Without the time a report that was seen once could be sent again for ever, since
 * Twilio signs no time of its own. Twilio signs that URL, but Twilio and its SDKs escape queries
 * inconsistently (github.com/twilio/twilio-node issue 621, github.com/twilio/twilio-java issue
 * 601). So the query has only characters that need no escape.
 */
record CallbackUrl(URI base) {
  private static final String PLAIN = "id=";
  private static final String ENCODED = "id64=";

  /** The unreserved characters of RFC 3986 without the ~, which some libraries escape. */
  private static final Pattern NEEDS_NO_ESCAPE = Pattern.compile("[A-Za-z0-9._-]+");

  private static final String TIME = "&at=";

  /**
   * Pattern of a query. An id has at most 200 characters, 267 in base64; the time is in seconds
   * since 1970.
   */
  private static final Pattern QUERY =
      Pattern.compile(
          "(" + PLAIN + "|" + ENCODED + ")([A-Za-z0-9._-]{1,267})" + TIME + "([0-9]{1,11})");

  /** An SMS as its callback URL names it. */
  record Sent(MessageId id, Instant at) {}

  /** Returns the callback URL that is handed over with an SMS at that time. */
  URI of(MessageId id, Instant at) {
    String query =
        NEEDS_NO_ESCAPE.matcher(id.value()).matches()
            ? PLAIN + id.value()
            : ENCODED
                + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(id.value().getBytes(StandardCharsets.US_ASCII));
    return URI.create(withQuery(query + TIME + at.getEpochSecond()));
  }

  /** Returns the URL that Twilio signed for a report with this query. */
  String withQuery(String query) {
    return base + (query.isEmpty() ? "" : "?" + query);
  }

  /** Returns the SMS that a query names; empty if it names none, or no time. */
  static Optional<Sent> sent(String query) {
    Matcher found = QUERY.matcher(query);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      String text = found.group(2);
      MessageId id =
          new MessageId(
              found.group(1).equals(PLAIN)
                  ? text
                  : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1));
      return Optional.of(new Sent(id, Instant.ofEpochSecond(Long.parseLong(found.group(3)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.message.Characters;
import com.couponcommerce.workers.message.EmailMessage.Header;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.KnownField;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The headers that producers may set, as an allow-list. A header of structure, routing or signature
 * (Content-*, Bcc, Received, DKIM-Signature, Resent-* …) would let one producer change what all
 * others rely on.
 */
final class HeaderRules {
  private static final int MAX_HEADERS = 50;

  /** Characters of the longest value, which is folded. */
  private static final int MAX_VALUE = 8000;

  /** Characters of the header that stays on one line; a line has 998 (RFC 5322 section 2.1.1). */
  private static final int MAX_UNSUBSCRIBE = 900;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,75}");

  /** A mail's id (RFC 5322 section 3.6.4), as loose as mail programs write it. */
  private static final Pattern MESSAGE_ID = Pattern.compile("[!-;=?-~]{1,800}");

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

  /** Headers that a field of the message makes. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "list-unsubscribe", "listUnsubscribe",
          "list-unsubscribe-post", "listUnsubscribe",
          "reply-to", "replyTo",
          "to", "to",
          "cc", "cc",
          "bcc", "bcc",
          "from", "from",
          "subject", "subject",
          "message-id", "id");

  private HeaderRules() {}

  /** Refuses characters that could end a header line. */
  static String singleLine(String place, String value) throws RefusedMessageException {
    if (Characters.any(value, c -> Character.isISOControl(c) && c != '\t')) {
      throw RefusedMessageException.field(
          place, "must not contain CR, LF, NUL or other control characters");
    }
    return value;
  }

  /** Returns the headers of a message: its {@code headers}, and those that other fields make. */
  static List<Header> headers(FieldReader fields) throws RefusedMessageException {
    List<Header> headers = new ArrayList<>();
    if (fields.has(EmailFields.HEADERS)) {
      for (Map.Entry<String, List<String>> header : written(fields)) {
        for (String value : header.getValue()) {
          headers.add(allowed(header.getKey(), value));
        }
      }
    }
    if (headers.size() > MAX_HEADERS) {
      throw RefusedMessageException.field("headers", "must be at most " + MAX_HEADERS);
    }
    ids(fields, EmailFields.IN_REPLY_TO, "In-Reply-To", headers);
    ids(fields, EmailFields.REFERENCES, "References", headers);
    listUnsubscribe(fields, headers);
    return headers;
  }

  /** Reads an object of names and values, or nodemailer's list of objects with key and value. */
  private static List<Map.Entry<String, List<String>>> written(FieldReader fields)
      throws RefusedMessageException {
    List<Map.Entry<String, List<String>>> headers = new ArrayList<>();
    if (fields.value(EmailFields.HEADERS) instanceof List) {
      for (FieldReader header : fields.objects(EmailFields.HEADERS)) {
        KnownField key = KnownField.exact(header.names().contains("key") ? "key" : "name");
        headers.add(
            Map.entry(
                header.text(key).orElse(""),
                List.of(header.text(KnownField.exact("value")).orElse(""))));
      }
      return headers;
    }
    FieldReader header = fields.objects(EmailFields.HEADERS).get(0);
    for (String name : header.names()) {
      Object value = header.raw(name);
      if (value instanceof Boolean flag) {
        headers.add(Map.entry(name, List.of(flag.toString())));
      } else if (value != null) {
        List<String> values = header.texts(KnownField.exact(name));
        headers.add(Map.entry(name, values.isEmpty() ? List.of("") : values));
      }
    }
    return headers;
  }

  private static Header allowed(String name, String written) throws RefusedMessageException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (FIELDS.containsKey(lower)) {
      throw RefusedMessageException.field(
          "headers", "must not have " + lower + ": write it in the field " + FIELDS.get(lower));
    }
    boolean isName = NAME.matcher(name).matches();
    if (!isName || !(ALLOWED.contains(lower) || lower.startsWith("x-"))) {
      throw RefusedMessageException.field(
          isName ? "headers." + name : "headers",
          "must be X-... or one of " + String.join(", ", ALLOWED.stream().sorted().toList()));
    }
    String place = "headers." + name;
    String value = singleLine(place, written.strip());
    if (value.length() > MAX_VALUE) {
      throw RefusedMessageException.field(place, "must have at most " + MAX_VALUE + " characters");
    }
    return Set.of("in-reply-to", "references").contains(lower)
        ? new Header(name, messageIds(place, List.of(value)))
        : new Header(name, value);
  }

  private static void ids(FieldReader fields, KnownField field, String header, List<Header> headers)
      throws RefusedMessageException {
    List<String> written = fields.texts(field);
    if (written.isEmpty()) {
      return;
    }
    String ids = messageIds(field.name(), written);
    Optional<Header> other = headers.stream().filter(set -> set.isNamed(header)).findFirst();
    if (other.filter(set -> !set.value().equals(ids)).isPresent()) {
      throw RefusedMessageException.field(
          field.name(), "must not differ from the header " + header + ": leave one out");
    }
    if (other.isEmpty()) {
      headers.add(new Header(header, ids));
    }
  }

  /** Returns ids in angle brackets, separated by blanks. */
  private static String messageIds(String place, List<String> texts)
      throws RefusedMessageException {
    List<String> ids = new ArrayList<>();
    for (String text : texts) {
      for (String id : text.strip().split("[\\s,]+", -1)) {
        String bare = withoutBrackets(id);
        boolean isMarked = bare.length() < id.length() || bare.indexOf('@') > 0;
        if (!isMarked || !MESSAGE_ID.matcher(bare).matches()) {
          throw RefusedMessageException.field(
              place, "must be ids of mails: each has an at sign or is in angle brackets");
        }
        ids.add("<" + bare + ">");
      }
    }
    String value = String.join(" ", ids);
    if (value.length() > MAX_VALUE) {
      throw RefusedMessageException.field(place, "must have at most " + MAX_VALUE + " characters");
    }
    return value;
  }

  /** Returns the text without the angle brackets around it. */
  static String withoutBrackets(String text) {
    return text.length() > 2 && text.startsWith("<") && text.endsWith(">")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /**
   * Adds the headers of one-click unsubscribing (RFC 8058): an https URL, optionally with a mailto
   * URL.
   */
  private static void listUnsubscribe(FieldReader fields, List<Header> headers)
      throws RefusedMessageException {
    List<String> urls = new ArrayList<>();
    for (String text : fields.texts(EmailFields.LIST_UNSUBSCRIBE)) {
      // A header's value in one string; a comma within a URL has no bracket before it.
      for (String url : text.strip().split(">\\s*,\\s*(?=<)", -1)) {
        String whole = url.endsWith(">") || !url.startsWith("<") ? url : url + ">";
        urls.add(withoutBrackets(whole).strip());
      }
    }
    if (urls.isEmpty()) {
      return;
    }
    boolean https = false;
    for (String url : urls) {
      https |= scheme(url).equals("https");
    }
    String value = "<" + String.join(">, <", urls) + ">";
    if (urls.size() > 2 || value.length() > MAX_UNSUBSCRIBE || !https) {
      throw unsubscribe();
    }
    headers.add(new Header("List-Unsubscribe", value));
    headers.add(new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
  }

  private static String scheme(String url) throws RefusedMessageException {
    try {
      URI uri = new URI(singleLine("listUnsubscribe", url));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean complete = scheme.equals("https") ? uri.getHost() != null : scheme.equals("mailto");
      if (complete && Characters.all(url, c -> c < 0x7f && c != '<' && c != '>')) {
        return scheme;
      }
    } catch (URISyntaxException e) {
      // refused below, without quoting the URL
    }
    throw unsubscribe();
  }

  private static RefusedMessageException unsubscribe() {
    return RefusedMessageException.field(
        "listUnsubscribe", "must be an https URL, and a mailto one beside it if you like");
  }
}

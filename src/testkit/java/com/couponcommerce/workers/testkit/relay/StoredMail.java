package com.couponcommerce.workers.testkit.relay;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail as a server has stored it for one recipient.
 *
 * @param text headers and body, one character per byte
 */
public record StoredMail(String recipient, String text) {
  private static final Set<String> TRACE =
      Set.of(
          "return-path",
          "received",
          "delivered-to",
          "x-original-to",
          "envelope-to",
          "delivery-date");

  /** A header field with its continuation lines and its line end. */
  private static final Pattern FIELD = Pattern.compile("([^:\\s]+):.*(?:\\r?\\n[ \\t].*)*\\r?\\n");

  private static final Pattern SERVER_ID = Pattern.compile("\\sid ([\\w-]+)");

  /** Reads a mail whose recipient is in a header that the server has added. */
  static StoredMail of(String text, String recipientHeader) {
    return new StoredMail(new StoredMail("", text).header(recipientHeader), text);
  }

  /** Drops what a server has stored again because it was ended while it delivered. */
  static List<StoredMail> distinct(List<StoredMail> mails) {
    Set<List<String>> known = new HashSet<>();
    return mails.stream()
        .filter(mail -> known.add(List.of(mail.serverId(), mail.recipient(), mail.content())))
        .toList();
  }

  /** Returns the mail as it was sent, without the headers that servers have put before it. */
  public String content() {
    Matcher field = FIELD.matcher(text);
    int start = 0;
    while (field.find(start)
        && field.start() == start
        && TRACE.contains(field.group(1).toLowerCase(Locale.ROOT))) {
      start = field.end();
    }
    return text.substring(start);
  }

  public byte[] bytes() {
    return content().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the first line of a header, undecoded.
   *
   * @throws NoSuchElementException if the mail has no such header
   */
  public String header(String name) {
    String start = name + ": ";
    return text.lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no " + name + " in " + text));
  }

  /** Returns the name that the server has given to the mail when it accepted it. */
  private String serverId() {
    return Optional.of(SERVER_ID.matcher(text))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .orElseThrow(() -> new NoSuchElementException("no id in " + text));
  }
}

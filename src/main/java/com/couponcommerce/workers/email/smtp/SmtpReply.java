package com.couponcommerce.workers.email.smtp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's reply (RFC 5321 section 4.2).
 *
 * @param code three digits, 200 to 599
 * @param text the whole reply on one line, at most {@value #MAX_TEXT} characters, as the server
 *     wrote it: it may name persons
 */
public record SmtpReply(int code, String text) {
  /** Characters of a reply that are kept and matched; more is of no use to a reader. */
  static final int MAX_TEXT = 2000;

  /** Characters of a code and what separates it from the text. */
  private static final int CODE = 3;

  /** Characters that may follow a code; some servers write "552: Message rejected". */
  private static final String SEPARATORS = " -:";

  private static final Pattern ENHANCED =
      Pattern.compile("[ -]*(?<enhanced>[245]\\.\\d{1,3}\\.\\d{1,3})(?!\\w)");

  /**
   * Makes a reply of its lines.
   *
   * @return empty if they are no reply: a line without a code, or with another code than the first
   */
  public static Optional<SmtpReply> of(List<String> lines) {
    if (lines.isEmpty() || !lines.stream().allMatch(line -> isLine(line, lines.get(0)))) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      if (text.length() < MAX_TEXT) {
        text.append(' ').append(words(line));
      }
    }
    text.setLength(Math.min(text.length(), MAX_TEXT));
    return Optional.of(
        new SmtpReply(Integer.parseInt(lines.get(0).substring(0, CODE)), oneLine(text)));
  }

  /** Returns the text without what could end a line or steer a terminal. */
  private static String oneLine(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        text.setCharAt(i, ' ');
      }
    }
    return text.toString().stripTrailing();
  }

  private static boolean isLine(String line, String first) {
    return line.length() >= CODE
        && line.charAt(0) >= '2'
        && line.charAt(0) <= '5'
        && isDigit(line.charAt(1))
        && isDigit(line.charAt(2))
        && (line.length() == CODE || SEPARATORS.indexOf(line.charAt(CODE)) >= 0)
        && line.startsWith(first.substring(0, CODE));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String words(String line) {
    return line.length() <= CODE ? "" : line.substring(CODE + 1);
  }

  /**
   * Returns the code of RFC 3463; empty if there is none, or if its first digit contradicts the
   * reply's, which Postfix ignores too (smtp_chat.c).
   */
  public String enhanced() {
    Matcher matcher = ENHANCED.matcher(words(text));
    String enhanced = matcher.lookingAt() ? matcher.group("enhanced") : "";
    return enhanced.startsWith(text.substring(0, 1)) ? enhanced : "";
  }

  /** Returns the codes as the dead letter has them, such as "550 5.1.1". */
  public String codes() {
    String enhanced = enhanced();
    return enhanced.isEmpty() ? Integer.toString(code) : code + " " + enhanced;
  }

  /** Returns true if the server did what it was asked. */
  public boolean isPositive() {
    return code / 100 == 2;
  }

  public boolean isTemporary() {
    return code / 100 == 4;
  }

  public boolean isPermanent() {
    return code / 100 == 5;
  }

  /** Returns true if the server will not do what it was asked, now or ever. */
  boolean isRefusal() {
    return isTemporary() || isPermanent();
  }

  /** Returns false if the server waits for more (RFC 5321 section 4.2.1). */
  boolean isFinal() {
    return isPositive() || isRefusal();
  }
}

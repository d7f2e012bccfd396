package com.couponcommerce.workers.mask;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds e-mail addresses by their at sign, however it is written, and hides the local part before
 * it. It goes through the text once and never back behind what it has passed.
 */
final class AddressMask {
  private static final String HIDDEN = "***";

  /** Plain, full-width, small, percent-encoded, escaped in JSON, escaped in HTML. */
  private static final Pattern AT = Pattern.compile("@|＠|﹫|%40|\\\\u0040|&#64;");

  /** What stands before the host of a URL: a user, and mostly a password. */
  private static final Pattern LOGIN = Pattern.compile("://[^/?#\\s\"<>]*@");

  /** What ends a local part that is not quoted. An apostrophe may be part of one: o'brien. */
  private static final String ENDS = "<>()[],;:\"\\@＠﹫";

  /** In the query of a URL, where at signs are encoded, these end one too. */
  private static final String ENDS_IN_URL = ENDS + "=&?/";

  /** RFC 5321 allows 64 characters; each may be escaped, and JSON escapes that again. */
  private static final int MOST_QUOTED = 260;

  private static final Pattern OWN_ID = Pattern.compile(Mask.OWN_ID);

  private static final Pattern DOMAIN =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Za-z.:]+]");

  private final String text;
  private final StringBuilder masked = new StringBuilder();

  /** Up to here the text stands in {@link #masked}. */
  private int done;

  private AddressMask(String text) {
    this.text = text;
  }

  /** The text with all addresses in it masked. */
  static String within(String text) {
    return AT.matcher(text).find()
        ? new AddressMask(LOGIN.matcher(text).replaceAll("://" + HIDDEN + "@")).run()
        : text;
  }

  /** The last address of the text, masked, and nothing else of it. */
  static Optional<String> last(String text) {
    Matcher at = AT.matcher(text);
    int start = -1;
    int end = -1;
    while (at.find()) {
      start = at.start();
      end = at.end();
    }
    if (start < 0) {
      return Optional.empty();
    }
    Matcher domain = DOMAIN.matcher(text).region(end, text.length());
    AddressMask mask = new AddressMask(text);
    return domain.lookingAt()
        ? Optional.of(mask.shown(mask.localPart(start, ENDS), start) + "@" + domain.group())
        : Optional.empty();
  }

  private String run() {
    Matcher at = AT.matcher(text);
    while (at.find()) {
      boolean encoded = at.group().length() > 1;
      int local = localPart(at.start(), encoded ? ENDS_IN_URL : ENDS);
      masked.append(text, done, local);
      if (local < at.start()) {
        masked.append(shown(local, at.start()));
      }
      masked.append(at.group());
      done = at.end();
    }
    return masked.append(text, done, text.length()).toString();
  }

  /** What is seen of a local part: its first character, or all of it where it is an id of ours. */
  private String shown(int local, int at) {
    String whole = text.substring(local, at);
    if (OWN_ID.matcher(whole).matches()) {
      return whole;
    }
    int first = whole.isEmpty() ? ' ' : whole.codePointAt(0);
    return (Character.isLetterOrDigit(first) ? Character.toString(first) : "") + HIDDEN;
  }

  /** Where the local part begins that ends at an at sign. */
  private int localPart(int at, String ends) {
    if (at > done && text.charAt(at - 1) == '"') {
      Optional<Integer> quoted = quotedLocalPart(at - 1);
      if (quoted.isPresent()) {
        return quoted.get();
      }
    }
    int end = at > done && text.charAt(at - 1) == '"' ? at - 1 : at;
    int i = end;
    while (i > done && !ends(text.charAt(i - 1), ends) && !text.startsWith("://", i - 3)) {
      i--;
    }
    while (i < end && text.charAt(i) == '\'') {
      i++;
    }
    return i;
  }

  /**
   * Behind the opening quote, which is escaped as often as the closing one; quotes within are
   * escaped once more.
   */
  private Optional<Integer> quotedLocalPart(int closing) {
    int least = Math.max(done, closing - MOST_QUOTED);
    int escapes = backslashesBefore(closing, least);
    for (int i = closing - 1; i >= least; i--) {
      if (text.charAt(i) == '"' && backslashesBefore(i, least) <= escapes) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  private int backslashesBefore(int index, int least) {
    int i = index;
    while (i > least && text.charAt(i - 1) == '\\') {
      i--;
    }
    return index - i;
  }

  private static boolean ends(char c, String ends) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || ends.indexOf(c) >= 0;
  }
}

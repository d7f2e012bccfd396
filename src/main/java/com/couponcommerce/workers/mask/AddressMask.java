package com.couponcommerce.workers.mask;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds e-mail addresses by their at sign, in any of its spellings, and hides the local part before
 * it. It reads the text once and never goes back behind what it has passed.
 */
final class AddressMask {
  private static final String HIDDEN = "***";

  /**
   * The at sign: plain, full-width, small, percent-encoded, in quoted-printable, escaped in JSON
   * and in HTML; the encoded ones also where they were encoded again.
   */
  private static final Pattern AT =
      Pattern.compile(
          "@|＠|﹫|%(?:25)*40|=40(?=[\\p{L}\\p{N}])|\\\\(?:u00|x)40|&(?:#0*64|#[xX]0*40|commat);?");

  /** The user information before the host of a URL: a user and mostly a password. */
  private static final Pattern LOGIN = Pattern.compile("://[^/?#\\s\"<>]*@");

  /** Characters that end an unquoted local part. An apostrophe may be part of one: o'brien. */
  private static final String ENDS = "<>()[],;:\"\\@＠﹫";

  /** Characters that end a local part in the query of a URL, where at signs are encoded. */
  private static final String ENDS_IN_URL = ENDS + "=&?/";

  /**
   * Length limit of a quoted local part: RFC 5321 allows 64 characters, each may be escaped, and
   * JSON escapes that again.
   */
  private static final int MAX_QUOTED = 260;

  /** Spaces in a row before or after an at sign that are read over. */
  private static final int MAX_SPACES = 8;

  private static final Pattern OWN_ID = Pattern.compile(Mask.OWN_ID);

  private static final Pattern DOMAIN =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Za-z.:]+]");

  /** A domain after an at sign between spaces; one without a dot may be a word: 10 @ noon. */
  private static final Pattern DOTTED_DOMAIN =
      Pattern.compile(
          "[\\s\\h]{0," + MAX_SPACES + "}[\\p{L}\\p{M}\\p{N}_-]{1,63}\\.[\\p{L}\\p{N}]");

  private final String text;
  private final StringBuilder masked = new StringBuilder();

  /** End of the part of the text that is in {@link #masked}. */
  private int done;

  private AddressMask(String text) {
    this.text = text;
  }

  /** Returns the text with each address masked. */
  static String within(String text) {
    if (!find(AT.matcher(text), text, 0)) {
      return text;
    }
    return new AddressMask(
            text.contains("://") ? LOGIN.matcher(text).replaceAll("://" + HIDDEN + "@") : text)
        .run();
  }

  /**
   * Finds the next at sign. The pattern is tried only where one of its spellings may begin, since
   * texts without an address are the most.
   */
  private static boolean find(Matcher at, String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (isBeginOfAt(text.charAt(i)) && at.region(i, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeginOfAt(char c) {
    return switch (c) {
      case '@', '＠', '﹫', '%', '=', '\\', '&' -> true;
      default -> false;
    };
  }

  /** Returns the last address of the text, masked, and nothing else of the text. */
  static Optional<String> last(String text) {
    Matcher at = AT.matcher(text);
    int start = -1;
    int end = -1;
    while (find(at, text, Math.max(0, end))) {
      start = at.start();
      end = at.end();
    }
    if (start < 0) {
      return Optional.empty();
    }
    Matcher domain = DOMAIN.matcher(text).region(end, text.length());
    AddressMask mask = new AddressMask(text);
    return domain.lookingAt()
        ? Optional.of(mask.shown(mask.localPart(start, end, ENDS), start) + "@" + domain.group())
        : Optional.empty();
  }

  private String run() {
    Matcher at = AT.matcher(text);
    while (find(at, text, done)) {
      boolean encoded = at.group().length() > 1;
      int local = localPart(at.start(), at.end(), encoded ? ENDS_IN_URL : ENDS);
      masked.append(text, done, local);
      if (local < at.start()) {
        masked.append(shown(local, at.start()));
      }
      masked.append(at.group());
      done = at.end();
    }
    return masked.append(text, done, text.length()).toString();
  }

  /**
   * Returns the visible part of a local part: its first character, or all of it if it is an id that
   * a worker gave.
   */
  private String shown(int local, int at) {
    String whole = text.substring(local, at);
    if (OWN_ID.matcher(whole).matches()) {
      return whole;
    }
    int first = whole.isEmpty() ? ' ' : whole.codePointAt(0);
    return (Character.isLetterOrDigit(first) ? Character.toString(first) : "") + HIDDEN;
  }

  /** Returns the start of the local part that ends at an at sign. */
  private int localPart(int sign, int domain, String ends) {
    int at = sign;
    while (at > done && text.charAt(at - 1) == '\\') {
      // The sign was escaped once more.
      at--;
    }
    if (at > done && text.charAt(at - 1) == '"') {
      Optional<Integer> quoted = quotedLocalPart(at - 1);
      if (quoted.isPresent()) {
        return quoted.get();
      }
    }
    int end = at > done && text.charAt(at - 1) == '"' ? at - 1 : beforeComment(at, domain);
    int i = end;
    while (i > done && !ends(text.charAt(i - 1), ends) && !text.startsWith("://", i - 3)) {
      i--;
    }
    if (i > done && text.charAt(i - 1) == '=' && ends.contains("=")) {
      // VERP: bounce+ann=example.com%40lists.example.com
      int plus = i - 1;
      while (plus > done
          && text.charAt(plus) != '+'
          && (plus == i - 1 || !ends(text.charAt(plus), ends))) {
        plus--;
      }
      i = text.charAt(plus) == '+' ? plus + 1 : i;
    }
    while (i < end && text.charAt(i) == '\'') {
      i++;
    }
    return i;
  }

  /**
   * Returns the end of the local part before a comment and spaces, which RFC 5322 allows before an
   * at sign.
   */
  private int beforeComment(int at, int domain) {
    int end = beforeSpaces(at);
    if (end < at && !DOTTED_DOMAIN.matcher(text).region(domain, text.length()).lookingAt()) {
      return at;
    }
    if (end > done && text.charAt(end - 1) == ')') {
      for (int i = end - 1; i >= Math.max(done, end - MAX_QUOTED); i--) {
        if (text.charAt(i) == '(') {
          return beforeSpaces(i);
        }
      }
      return at;
    }
    return end;
  }

  private int beforeSpaces(int end) {
    int i = end;
    while (i > done && end - i < MAX_SPACES && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /**
   * Returns the index after the opening quote, which is escaped as often as the closing one; quotes
   * within are escaped once more.
   */
  private Optional<Integer> quotedLocalPart(int closing) {
    int min = Math.max(done, closing - MAX_QUOTED);
    int escapes = backslashesBefore(closing, min);
    for (int i = closing - 1; i >= min; i--) {
      if (text.charAt(i) == '"' && backslashesBefore(i, min) <= escapes) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  private int backslashesBefore(int index, int min) {
    int i = index;
    while (i > min && text.charAt(i - 1) == '\\') {
      i--;
    }
    return index - i;
  }

  private static boolean ends(char c, String ends) {
    return isBlank(c) || ends.indexOf(c) >= 0;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}

package com.couponcommerce.workers.message;

import com.couponcommerce.workers.mask.Mask;
import java.util.Set;

/**
 * Reduces the words of a failure to what failures of one cause share: addresses, numbers, hosts,
 * queue ids, dates and quoted strings become {@value #VARYING}. So two thousand refusals for one
 * reason are one group, and a filter that names the group finds them all. It reads the text once,
 * and looks ahead {@value #MAX_QUOTED} characters at most.
 */
public final class FailureWords {
  /** Stands for one or more varying parts. */
  static final String VARYING = "…";

  /** Limit of the words, less than that of a parameter of a request. */
  private static final int MAX_CHARACTERS = 300;

  private static final int MAX_QUOTED = 100;

  /** Letters of the shortest word that can be an id without a digit. */
  private static final int MIN_ID = 8;

  /** Changes between capital and small letters from which a word is an id: SpamAssassin has 3. */
  private static final int MIN_CHANGES = 5;

  /** Characters within a word; those of them at its end belong to the sentence. */
  private static final String WITHIN = ".@:/_-+*…~#%&$^|\\'";

  private static final String VOWELS = "aeiouyAEIOUY";

  private static final Set<String> OF_DATES =
      Set.of(
          "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun",
          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private final String text;
  private final StringBuilder alike = new StringBuilder();
  private int at;

  private FailureWords(String text) {
    this.text = text;
  }

  /**
   * Returns the words of a failure, masked, without the code at their beginning and without their
   * varying parts.
   */
  public static String alike(String code, String text) {
    // Numbers need no mask: no digit is left.
    String words = new FailureWords(withoutCode(code, Mask.addresses(text.strip()))).run();
    return words.length() <= MAX_CHARACTERS
        ? words
        : words.substring(0, MAX_CHARACTERS).strip() + VARYING;
  }

  /** Returns a text without the code at its beginning, for a place that shows the code too. */
  public static String withoutCode(String code, String text) {
    String rest = text;
    while (!code.isEmpty() && rest.startsWith(code) && isWordEnd(rest, code.length())) {
      rest = rest.substring(code.length()).stripLeading();
    }
    return rest;
  }

  private static boolean isWordEnd(String text, int index) {
    return index == text.length() || !Character.isLetterOrDigit(text.charAt(index));
  }

  private String run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      int quoted = isQuote(c) ? quoted(c) : 0;
      if (quoted > 0) {
        addVarying();
        at = quoted;
      } else if (isWithin(c)) {
        word();
      } else {
        if (c > ' ' && !Character.isWhitespace(c)) {
          alike.append(c);
        } else if (!endsWith(' ')) {
          alike.append(' ');
        }
        at++;
      }
    }
    return alike.toString().strip();
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  /** Returns the index after the closing quote; 0 if no quoted string begins here. */
  private int quoted(char quote) {
    if (quote == '\'' && at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      // An apostrophe.
      return 0;
    }
    char closing = quote == '`' ? '\'' : quote;
    int max = Math.min(text.length(), at + MAX_QUOTED);
    for (int i = at + 1; i < max; i++) {
      if (text.charAt(i) == closing && isWordEnd(text, i + 1)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Reads on to the end of a word or link. */
  private void word() {
    int start = at;
    boolean isLink = text.startsWith("http", at) && isLink();
    boolean ideographs = isIdeograph(text.charAt(at));
    boolean varies = isLink || endsWith('=');
    while (at < text.length()) {
      char c = text.charAt(at);
      if (!(isLink ? isInLink(c) : isWithin(c)) || isIdeograph(c) != ideographs) {
        break;
      }
      varies |= Character.isDigit(c) || isMark(c);
      at++;
    }
    int end = at;
    while (end > start && !isLetterOrDigit(text.charAt(end - 1)) && !isMark(text.charAt(end - 1))) {
      end--;
    }
    int begin = start;
    while (begin < end && text.charAt(begin) == '\'') {
      begin++;
    }
    alike.append(text, start, begin);
    if (begin < end && (varies || varies(text.substring(begin, end)))) {
      addVarying();
    } else {
      alike.append(text, begin, end);
    }
    alike.append(text, end, at);
  }

  private boolean isLink() {
    return text.startsWith("http://", at) || text.startsWith("https://", at);
  }

  private boolean endsWith(char c) {
    return alike.length() > 0 && alike.charAt(alike.length() - 1) == c;
  }

  /** Adds a varying part; beside another one it is one with it. */
  private void addVarying() {
    int length = alike.length() - (endsWith(' ') ? 1 : 0);
    if (length > 0 && alike.charAt(length - 1) == VARYING.charAt(0)) {
      alike.setLength(length);
    } else {
      alike.append(VARYING);
    }
  }

  /** Returns whether a character is a part of masked or real addresses. */
  private static boolean isMark(char c) {
    return c == '@' || c == '*' || c == '…';
  }

  private static boolean isWithin(char c) {
    return isLetterOrDigit(c) || WITHIN.indexOf(c) >= 0;
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static boolean isInLink(char c) {
    return !Character.isWhitespace(c) && "<>\"()[]{}'".indexOf(c) < 0;
  }

  private static boolean isIdeograph(char c) {
    return c >= 0x80 && Character.getType(c) == Character.OTHER_LETTER;
  }

  private static boolean varies(String word) {
    int slash = word.indexOf('/');
    return (slash >= 0 && slash != word.lastIndexOf('/'))
        || isHost(word)
        || (word.length() == 3 && OF_DATES.contains(word))
        || isId(word);
  }

  /** Returns whether a dot stands between two labels, the last of which is no single letter. */
  private static boolean isHost(String word) {
    int dot = word.lastIndexOf('.');
    return dot > 0 && word.length() - dot > 2;
  }

  /**
   * Returns whether a word of letters is none of a language: it lacks vowels, is a hexadecimal
   * number without a digit, or changes case.
   */
  private static boolean isId(String word) {
    if (word.length() < MIN_ID) {
      return false;
    }
    boolean hasVowel = false;
    boolean isHex = true;
    boolean isAscii = true;
    int changes = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      isAscii &= c < 0x80;
      isHex &= Character.digit(c, 16) >= 0;
      hasVowel |= VOWELS.indexOf(c) >= 0;
      boolean isChange =
          i > 0 && Character.isUpperCase(c) != Character.isUpperCase(word.charAt(i - 1));
      changes += isChange ? 1 : 0;
    }
    return isAscii && (!hasVowel || isHex || changes >= MIN_CHANGES);
  }
}

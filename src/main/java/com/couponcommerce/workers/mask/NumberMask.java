package com.couponcommerce.workers.mask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds phone numbers, in one piece or with what people and URLs put between their digits, and
 * hides the middle. It goes through the text once; what looks back or ahead does so a few steps.
 */
final class NumberMask {
  private static final String HIDDEN = "…";

  /** No country has numbers of fewer digits with its code. */
  private static final int FEWEST = 7;

  /** From here on the first two digits may be seen too: five and more are hidden. */
  private static final int LONG = 10;

  /** As in ") " or " - ". */
  private static final int MOST_SEPARATORS = 3;

  private static final String SEPARATORS = " \t\u00a0\u2007\u2009\u202f().-/+‐‑‒–—";
  private static final Pattern ENCODED_SEPARATOR = Pattern.compile("%(?:20|2[dD89bB])");

  /** Its last character is no letter of a word that the digits behind it belong to. */
  private static final Pattern ESCAPE =
      Pattern.compile("%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\[nrtbf]");

  private static final int MOST_KEPT = 80;

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[0-9]{1,2})";

  /** What has many digits and is no phone number. */
  private static final Pattern KEPT =
      Pattern.compile(
          "(?:"
              // our ids, UUIDs, Twilio's names, digests
              + Mask.OWN_ID
              + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              + "|[A-Z]{2}[0-9a-f]{32}"
              + "|(?=[0-9]{0,63}[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})"
              // times as of ISO 8601
              + "|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
              + "(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
              + "(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
              // RFC 3463, behind a reply code or alone
              + "|(?:[245][0-9]{2}[ -])?[245]\\.[0-7]\\.[0-9]{1,3}"
              // IPv4
              + "|"
              + OCTET
              + "(?:\\."
              + OCTET
              + "){3}"
              + ")(?![0-9A-Za-z]|\\.[0-9])");

  private static final Pattern REPLY_CODE = Pattern.compile("[2-5][0-9]{2}(?=[ -])");

  /** How far around a group of digits one looks for the id that it may be part of. */
  private static final int ID_REACH = 40;

  private final String text;
  private final Matcher kept;
  private final Matcher escape;
  private final Matcher separator;
  private final StringBuilder masked = new StringBuilder();
  private int at;

  /** Where the last escape ended: what follows begins a word. */
  private int escaped;

  private NumberMask(String text) {
    this.text = text;
    this.kept = KEPT.matcher(text).useTransparentBounds(true);
    this.escape = ESCAPE.matcher(text);
    this.separator = ENCODED_SEPARATOR.matcher(text);
  }

  /** The text with all numbers in it masked. */
  static String within(String text) {
    return new NumberMask(text).run();
  }

  /** The digits of the text taken as one number. */
  static String one(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    String plus = text.strip().startsWith("+") ? "+" : "";
    return digits.length() < FEWEST ? HIDDEN : plus + masked(digits);
  }

  private String run() {
    Matcher replyCode = REPLY_CODE.matcher(text);
    while (at < text.length()) {
      if (mayEscape(at) && isAt(escape, at)) {
        copyTo(escape.end());
        escaped = at;
      } else if (isKept(at)) {
        copyTo(kept.end());
      } else if (isLineStart() && isAt(replyCode, at)) {
        copyTo(replyCode.end());
      } else if (Character.isDigit(text.charAt(at))) {
        maskNumber();
      } else {
        copyTo(at + 1);
      }
    }
    return masked.toString();
  }

  private void maskNumber() {
    int start = at;
    boolean plus = start > 0 && (text.charAt(start - 1) == '+' || start == escaped);
    StringBuilder digits = new StringBuilder();
    int groups = 0;
    int end = start;
    for (int next = start; next >= 0; next = behindSeparators(end)) {
      if (groups > 0 && !plus && isKept(next)) {
        break;
      }
      groups++;
      for (end = next; isDigit(end); end++) {
        digits.append(text.charAt(end));
      }
    }
    boolean isId = groups == 1 && digits.length() < LONG && isPartOfId(start, end);
    if (digits.length() < FEWEST || isId) {
      copyTo(end);
    } else {
      masked.append(masked(digits));
      at = end;
    }
  }

  /** Where the next digits of the same number begin; -1 where it ends. */
  private int behindSeparators(int end) {
    int i = end;
    for (int count = 0; count < MOST_SEPARATORS && i < text.length(); count++) {
      if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
        i++;
      } else if (mayEscape(i) && isAt(separator, i)) {
        i = separator.end();
      } else {
        break;
      }
    }
    return i > end && isDigit(i) ? i : -1;
  }

  /** Few digits between letters are part of a queue's id, as in 4821039A7C; but "tel" is no id. */
  private boolean isPartOfId(int start, int end) {
    if (!isLetter(end) && (start == escaped || !isLetter(start - 1))) {
      return false;
    }
    // Exim counts with leading zeros, which no phone number has so many of.
    boolean found = text.startsWith("0000", start);
    int least = Math.max(escaped, start - ID_REACH);
    for (int i = start - 1; i >= least && isWord(i); i--) {
      found |= isDigit(i);
    }
    for (int i = end; i < end + ID_REACH && isWord(i); i++) {
      found |= isDigit(i);
    }
    return found;
  }

  private boolean isKept(int index) {
    boolean wordStart = isWord(index) && (index == escaped || !isWord(index - 1));
    boolean plus = index > 0 && text.charAt(index - 1) == '+';
    return wordStart && !plus && isAt(kept, index);
  }

  /** Spares all other characters the look for an escape. */
  private boolean mayEscape(int index) {
    return text.charAt(index) == '%' || text.charAt(index) == '\\';
  }

  private boolean isAt(Matcher pattern, int index) {
    return pattern.region(index, Math.min(text.length(), index + MOST_KEPT)).lookingAt();
  }

  private boolean isLineStart() {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private boolean isWord(int index) {
    return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }

  private boolean isLetter(int index) {
    return isWord(index) && !isDigit(index);
  }

  private boolean isDigit(int index) {
    return index < text.length() && Character.isDigit(text.charAt(index));
  }

  private void copyTo(int end) {
    masked.append(text, at, end);
    at = end;
  }

  private static String masked(CharSequence digits) {
    String end = HIDDEN + digits.subSequence(digits.length() - 3, digits.length());
    return digits.length() < LONG ? end : digits.subSequence(0, 2) + end;
  }
}

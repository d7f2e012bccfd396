package com.couponcommerce.workers.mask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds phone numbers, in one piece or with the separators that people and URLs put between digits,
 * and hides the middle. It reads the text once and looks back or ahead a few characters only.
 */
final class NumberMask {
  private static final String HIDDEN = "…";

  private static final Pattern MASKED = Pattern.compile("\\+?[0-9]{0,2}…([0-9]{3})?");

  /** Digits of the shortest phone number of any country, with its code. */
  private static final int MIN_DIGITS = 7;

  /** Digits from which the first two stay visible too: then five and more are hidden. */
  private static final int MIN_DIGITS_WITH_START = 10;

  /** Separators in a row within one number, such as ") " or " - ". */
  private static final int MAX_SEPARATORS = 5;

  /** Separators beside spaces and dashes; {@code −} is the minus sign, which is no dash. */
  private static final String SEPARATORS = "\t().-/+_:*·•~−";

  /** Spaces, dashes and a plus as URLs, JSON and HTML write them. */
  private static final Pattern ENCODED_SEPARATOR =
      Pattern.compile(
          "%(?:25)*(?:20|2[89bBdDeEfF]|3[aA]|[cC]2%(?:25)*[aA]0)|&#(?:4[0135-7]|32|160|820[89]);|\\\\u(?:00[aA][0dD]|20[01][0-9a-fA-F]|202[fF]|2212)|&nbsp;");

  /** An escape. Its last character does not belong to the word that follows. */
  private static final Pattern ESCAPE =
      Pattern.compile("%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\[nrtbf]");

  private static final Pattern EXTENSION = Pattern.compile("(?:x|ext)[0-9]{1,5}(?![0-9A-Za-z])");

  private static final int MAX_KEPT = 80;

  /** Number of an IPv4 address; with a zero before it, it is a phone number in pairs. */
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /** Words with many digits that are no phone numbers; they stay visible. */
  private static final Pattern KEPT =
      Pattern.compile(
          "(?:"
              // ids that workers gave, UUIDs, Twilio's SIDs, digests
              + Mask.OWN_ID
              + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
              + "|[A-Z]{2}[0-9a-f]{32}"
              + "|(?=[0-9]{0,63}[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})"
              // times (ISO 8601)
              + "|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
              + "(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
              + "(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
              // times of a day
              + "|[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?!:)"
              // enhanced status codes (RFC 3463), after a reply code or alone
              + "|(?:[245][0-9]{2}[ -])?[245]\\.[0-7]\\.[0-9]{1,3}"
              // IPv6 in full or with a gap
              + "|(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}"
              + "|(?:[0-9a-fA-F]{1,4}:){1,7}(?::[0-9a-fA-F]{1,4}){1,7}"
              // IPv4
              + "|"
              + OCTET
              + "(?:\\."
              + OCTET
              + "){3}"
              + ")(?![0-9A-Za-z]|\\.[0-9])");

  private static final Pattern REPLY_CODE = Pattern.compile("[2-5][0-9]{2}(?=[ -])");

  /** Characters before and after a group of digits that are searched for an id around it. */
  private static final int ID_REACH = 40;

  private final String text;
  private final Matcher kept;
  private final Matcher escape;
  private final Matcher separator;
  private final Matcher extension;
  private final StringBuilder masked = new StringBuilder();
  private int at;

  /** End of the last escape; the character after it begins a word. */
  private int escaped;

  private NumberMask(String text) {
    this.text = text;
    this.kept = KEPT.matcher(text).useTransparentBounds(true);
    this.escape = ESCAPE.matcher(text);
    this.extension = EXTENSION.matcher(text);
    this.separator = ENCODED_SEPARATOR.matcher(text);
  }

  /** Returns the text with each phone number masked. */
  static String within(String text) {
    return new NumberMask(text).run();
  }

  /** Masks the digits of the text as one number. */
  static String one(String text) {
    if (MASKED.matcher(text).matches()) {
      return text;
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    String plus = text.strip().startsWith("+") ? "+" : "";
    return digits.length() < MIN_DIGITS ? HIDDEN : plus + masked(digits);
  }

  private String run() {
    Matcher replyCode = REPLY_CODE.matcher(text);
    while (at < text.length()) {
      if (mayEscape(at) && isAt(escape, at)) {
        copyTo(escape.end());
        escaped = at;
      } else if (isKept(at)) {
        copyTo(kept.end());
      } else if (isLineStart() && isAt(replyCode, at) && !beginsNumber(replyCode.end())) {
        copyTo(replyCode.end());
      } else if (Character.isDigit(text.charAt(at))) {
        maskNumber();
      } else {
        copyTo(at + 1);
      }
    }
    return masked.toString();
  }

  /**
   * Returns whether the three digits that end here may begin a phone number, as in 415 555 2671.
   * They do not where another number follows that is one by itself.
   */
  private boolean beginsNumber(int end) {
    int next = behindSeparators(end);
    if (next < 0 || text.charAt(next - 1) == '+' || isKept(next)) {
      return false;
    }
    int nextEnd = next;
    while (isDigit(nextEnd)) {
      nextEnd++;
    }
    return nextEnd - next < MIN_DIGITS;
  }

  private void maskNumber() {
    int start = at;
    boolean plus = start > 0 && (text.charAt(start - 1) == '+' || start == escaped);
    StringBuilder digits = new StringBuilder();
    int groups = 0;
    int end = start;
    for (int next = start; next >= 0; next = behindSeparators(end)) {
      // No address or time begins with a zero and goes on.
      if (groups > 0 && !plus && digits.charAt(0) != '0' && isKept(next)) {
        break;
      }
      groups++;
      for (end = next; isDigit(end); end++) {
        digits.append(text.charAt(end));
      }
    }
    boolean isId = groups == 1 && digits.length() < MIN_DIGITS_WITH_START && isPartOfId(start, end);
    if (digits.length() < MIN_DIGITS || isId) {
      copyTo(end);
    } else {
      masked.append(masked(digits));
      at = end;
    }
  }

  /** Returns the start of the next digits of the same number; -1 if the number ends. */
  private int behindSeparators(int end) {
    int i = end;
    for (int count = 0; count < MAX_SEPARATORS && i < text.length(); count++) {
      if (isSeparator(text.charAt(i))) {
        i++;
      } else if (mayEscape(i) && isAt(separator, i)) {
        i = separator.end();
      } else {
        break;
      }
    }
    return i > end && isDigit(i) ? i : -1;
  }

  private static boolean isSeparator(char c) {
    return switch (Character.getType(c)) {
      // The last three are invisible, or drawn over the digit.
      case Character.SPACE_SEPARATOR,
          Character.DASH_PUNCTUATION,
          Character.FORMAT,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          true;
      default -> SEPARATORS.indexOf(c) >= 0;
    };
  }

  /**
   * Returns true if the digits are part of a mail server's queue id, such as 4821039A7C. The
   * letters around them alone do not make an id, as in "tel".
   */
  private boolean isPartOfId(int start, int end) {
    // =3D is the equals sign in quoted-printable, x12 an extension.
    if (text.startsWith("=3D", start - 3) || isExtension(end)) {
      return false;
    }
    if (!isLetter(end) && (start == escaped || !isLetter(start - 1))) {
      return false;
    }
    // Exim pads its ids with zeros; no phone number begins with four.
    boolean found = text.startsWith("0000", start);
    int min = Math.max(escaped, start - ID_REACH);
    for (int i = start - 1; i >= min && isWord(i); i--) {
      found |= isDigit(i);
    }
    for (int i = end; i < end + ID_REACH && isWord(i); i++) {
      found |= isDigit(i);
    }
    return found;
  }

  private boolean isExtension(int end) {
    return isAt(extension, end);
  }

  private boolean isKept(int index) {
    boolean wordStart = isWord(index) && (index == escaped || !isWord(index - 1));
    boolean plus = index > 0 && text.charAt(index - 1) == '+';
    return wordStart && !plus && !continuesNumber(index) && isAt(kept, index);
  }

  /** Returns true within a number such as 06.12.34.56.78, whose end looks like an IPv4 address. */
  private boolean continuesNumber(int index) {
    if (index < 2 || ".:-/_".indexOf(text.charAt(index - 1)) < 0 || !isDigit(index - 2)) {
      return false;
    }
    int start = index - 2;
    while (start > 0 && index - start < ID_REACH && isDigit(start - 1)) {
      start--;
    }
    return start == 0 || !isLetter(start - 1);
  }

  /** Returns true if an escape may begin here; saves the pattern for all other characters. */
  private boolean mayEscape(int index) {
    char c = text.charAt(index);
    return c == '%' || c == '\\' || c == '&';
  }

  private boolean isAt(Matcher pattern, int index) {
    return pattern.region(index, Math.min(text.length(), index + MAX_KEPT)).lookingAt();
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
    return digits.length() < MIN_DIGITS_WITH_START ? end : digits.subSequence(0, 2) + end;
  }
}

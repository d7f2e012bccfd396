package com.couponcommerce.workers.email.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Encodes text for headers as encoded words (RFC 2047), in UTF-8, each at most 75 characters long
 * and of whole characters.
 *
 * <p>Does not use MimeUtility, which leaves a long word of ASCII as it is.
 */
final class EncodedWords {
  private static final String START_Q = "=?UTF-8?Q?";
  private static final String START_B = "=?UTF-8?B?";
  private static final String END = "?=";

  /** Characters of an encoded word without its frame. */
  private static final int MAX_TEXT = 75 - START_Q.length() - END.length();

  /** Characters that are literal in a name too (RFC 2047 section 5, rule 3). */
  private static final String LITERAL = "!*+-/";

  private static final String HEX = "0123456789ABCDEF";

  private EncodedWords() {}

  /** Returns the encoded words, each on a line of its own if there are several. */
  static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int encoded = 0;
    for (byte b : bytes) {
      encoded += isLiteral(b) || b == ' ' ? 0 : 1;
    }
    return encoded * 2 > bytes.length ? base64(text) : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder words = new StringBuilder(START_Q);
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      String character = quotedCharacter(text.substring(i, next));
      if (length + character.length() > MAX_TEXT) {
        words.append(END).append("\r\n ").append(START_Q);
        length = 0;
      }
      words.append(character);
      length += character.length();
      i = next;
    }
    return words.append(END).toString();
  }

  private static String quotedCharacter(String character) {
    if (character.equals(" ")) {
      return "_";
    }
    StringBuilder quoted = new StringBuilder(3);
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      if (isLiteral(b)) {
        quoted.append((char) b);
      } else {
        quoted.append('=').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return quoted.toString();
  }

  private static String base64(String text) {
    StringBuilder words = new StringBuilder();
    int maxBytes = MAX_TEXT / 4 * 3;
    int start = 0;
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int width = width(c);
      if (size + width > maxBytes) {
        word(words, text.substring(start, i));
        start = i;
        size = 0;
      }
      size += width;
      i += Character.charCount(c);
    }
    word(words, text.substring(start));
    return words.toString();
  }

  private static void word(StringBuilder words, String text) {
    words
        .append(words.isEmpty() ? "" : "\r\n ")
        .append(START_B)
        .append(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .append(END);
  }

  private static int width(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  private static boolean isLiteral(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || (b > 0 && LITERAL.indexOf(b) >= 0);
  }
}

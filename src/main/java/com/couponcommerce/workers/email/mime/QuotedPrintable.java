package com.couponcommerce.workers.email.mime;

import java.util.Arrays;

/**
 * The quoted-printable encoding (RFC 2045 section 6.7).
 *
 * <p>Does not use MimeUtility, which searches every jar of the server for its encoder with each
 * text; that took half of the time of a mail.
 */
final class QuotedPrintable {
  /**
   * Characters of the longest line without its line break: rule 5 allows 76 with the "=" of a soft
   * line break.
   */
  private static final int MAX_LINE = 76;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private final byte[] bytes;
  private byte[] out;
  private int length;
  private int column;

  private QuotedPrintable(byte[] bytes) {
    this.bytes = bytes;
    this.out = new byte[bytes.length + bytes.length / 8 + MAX_LINE];
  }

  /**
   * Encodes a text.
   *
   * @param text the text, with each line break as CRLF
   */
  static byte[] encode(byte[] text) {
    return new QuotedPrintable(text).encode();
  }

  private byte[] encode() {
    for (int i = 0; i < bytes.length; i++) {
      if (isLineBreak(i)) {
        lineBreak();
        i++;
      } else if (isLiteral(i)) {
        makeRoom(1, i);
        add(bytes[i]);
      } else {
        makeRoom(3, i);
        add((byte) '=');
        add(HEX[(bytes[i] >> 4) & 0xf]);
        add(HEX[bytes[i] & 0xf]);
      }
    }
    return Arrays.copyOf(out, length);
  }

  private boolean isLineBreak(int i) {
    return bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
  }

  /**
   * Returns true if the byte is written as it is. A blank at the end of a line is not, since relays
   * may remove it (rule 3).
   */
  private boolean isLiteral(int i) {
    byte b = bytes[i];
    if (b == ' ' || b == '\t') {
      return !endsLine(i + 1);
    }
    return b > ' ' && b < 0x7f && b != '=';
  }

  private boolean endsLine(int i) {
    return i == bytes.length || isLineBreak(i);
  }

  /**
   * Breaks the line if the next character does not fit. Only the last character of a line may take
   * the place of the soft line break.
   */
  private void makeRoom(int width, int i) {
    int max = endsLine(i + 1) ? MAX_LINE : MAX_LINE - 1;
    if (column + width > max) {
      add((byte) '=');
      lineBreak();
    }
  }

  private void lineBreak() {
    add((byte) '\r');
    add((byte) '\n');
    column = 0;
  }

  private void add(byte b) {
    if (length == out.length) {
      out = Arrays.copyOf(out, length * 2);
    }
    out[length++] = b;
    column++;
  }
}

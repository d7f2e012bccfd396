package com.couponcommerce.workers.email;

import java.util.Arrays;

/**
 * The quoted-printable encoding (RFC 2045 section 6.7).
 *
 * <p>Written here because MimeUtility looks for its encoder through every jar of the server, anew
 * for each text: half of all the time that a mail took.
 */
final class QuotedPrintable {
  /** Without the line break; rule 5 allows 76, the "=" of a soft line break among them. */
  private static final int LONGEST_LINE = 76;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private final byte[] bytes;
  private byte[] out;
  private int length;
  private int column;

  private QuotedPrintable(byte[] bytes) {
    this.bytes = bytes;
    this.out = new byte[bytes.length + bytes.length / 8 + LONGEST_LINE];
  }

  /**
   * Encodes a text.
   *
   * @param text with each line break as CRLF, which stays a line break
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

  /** A blank at the end of a line would be lost on the way (rule 3). */
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

  /** Only what ends its line may take the place that a soft line break would need. */
  private void makeRoom(int width, int i) {
    int most = endsLine(i + 1) ? LONGEST_LINE : LONGEST_LINE - 1;
    if (column + width > most) {
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

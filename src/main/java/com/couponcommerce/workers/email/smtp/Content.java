package com.couponcommerce.workers.email.smtp;

import java.util.Arrays;

/**
 * A mail's header and body as they are written after DATA: each line ends with CR LF, a dot at the
 * start of a line is doubled, and the line with the final dot follows (RFC 5321 section 4.5.2). A
 * CR or LF alone counts as the end of a line, so that no server can find a final dot elsewhere.
 */
public final class Content {
  private static final byte[] DOT = {'.'};
  private static final byte[] LINE_END = {'\r', '\n'};

  private byte[] out;
  private int length;
  private int doubled;
  private int size;
  private boolean eightBit;

  /** Encodes a mail. */
  public static Content of(byte[] mail) {
    return new Content(mail);
  }

  private Content(byte[] mail) {
    this.out = new byte[mail.length + mail.length / 64 + 16];
    encode(mail);
    this.size = length - doubled;
    add(DOT, 0, DOT.length);
    lineEnd();
  }

  private void encode(byte[] mail) {
    int copied = 0;
    boolean lineStart = true;
    for (int i = 0; i < mail.length; i++) {
      byte b = mail[i];
      if (b == '\r' && i + 1 < mail.length && mail[i + 1] == '\n') {
        i++;
        lineStart = true;
      } else if (b == '\r' || b == '\n') {
        add(mail, copied, i);
        lineEnd();
        copied = i + 1;
        lineStart = true;
      } else {
        if (lineStart && b == '.') {
          add(mail, copied, i);
          add(DOT, 0, DOT.length);
          copied = i;
          doubled++;
        }
        eightBit |= b < 0;
        lineStart = false;
      }
    }
    add(mail, copied, mail.length);
    if (!lineStart) {
      lineEnd();
    }
  }

  private void lineEnd() {
    add(LINE_END, 0, LINE_END.length);
  }

  private void add(byte[] bytes, int from, int to) {
    int count = to - from;
    if (length + count > out.length) {
      out = Arrays.copyOf(out, Math.max(length + count, out.length * 2));
    }
    System.arraycopy(bytes, from, out, length, count);
    length += count;
  }

  /** Returns the mail's size as RFC 1870 counts it: without doubled dots and the final one. */
  public long size() {
    return size;
  }

  /** Returns true if a byte is above 127. */
  public boolean isEightBit() {
    return eightBit;
  }

  byte[] bytes() {
    return out;
  }

  /** Returns the number of bytes to write of {@link #bytes}. */
  int length() {
    return length;
  }
}

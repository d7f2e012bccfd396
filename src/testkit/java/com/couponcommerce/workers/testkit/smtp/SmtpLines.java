package com.couponcommerce.workers.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines and mail contents from a socket through a large buffer. */
final class SmtpLines {
  private static final int MAX_LINE = 8192;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int end;

  SmtpLines(InputStream in) {
    this.in = in;
  }

  /** Returns the next line without its end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    while (!appendUntilLineFeed(line)) {
      if (line.size() > MAX_LINE) {
        throw new IOException("a command line longer than " + MAX_LINE);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /**
   * Returns a mail's content up to the final dot, without the dots that RFC 5321 section 4.5.2
   * adds.
   *
   * @param max number of bytes to keep; the rest is read and dropped
   */
  byte[] content(int max) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream(4096);
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    while (true) {
      line.reset();
      while (!appendUntilLineFeed(line)) {
        if (line.size() > max) {
          line.reset();
        }
      }
      byte[] bytes = line.toByteArray();
      if (bytes.length == 3 && bytes[0] == '.' && bytes[1] == '\r') {
        return content.toByteArray();
      }
      int from = bytes.length > 0 && bytes[0] == '.' ? 1 : 0;
      if (content.size() + bytes.length <= max) {
        content.write(bytes, from, bytes.length - from);
      }
    }
  }

  /** Reads and drops all input until the client closes the connection. */
  void drain() throws IOException {
    while (in.read(buffer) >= 0) {
      next = end;
    }
  }

  private boolean appendUntilLineFeed(ByteArrayOutputStream line) throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer));
      if (end == 0) {
        throw new EOFException();
      }
    }
    int start = next;
    while (next < end) {
      if (buffer[next++] == '\n') {
        line.write(buffer, start, next - start);
        return true;
      }
    }
    line.write(buffer, start, next - start);
    return false;
  }
}

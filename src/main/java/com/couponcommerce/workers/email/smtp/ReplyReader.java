package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.mask.Mask;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads replies from a server that may send anything, in pieces of any size. */
final class ReplyReader {
  /**
   * Bytes of the longest reply. RFC 5321 section 4.5.3.1.5 allows 512 a line; an EHLO reply of the
   * longest kind has about 2,000.
   */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_SHOWN = 60;

  private final InputStream in;
  private final byte[] buffer = new byte[2048];
  private int next;
  private int end;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /**
   * Waits for the next reply.
   *
   * @throws GarbledException if it is none, or longer than {@link #MAX_BYTES}
   * @throws EOFException if the server closes the connection before the end of the reply
   */
  SmtpReply read() throws IOException {
    List<String> lines = new ArrayList<>(1);
    int left = MAX_BYTES;
    String line;
    do {
      line = line(left);
      left -= line.length() + 1;
      lines.add(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return SmtpReply.of(lines).orElseThrow(() -> new GarbledException(shown(lines)));
  }

  /** Returns true if the server has sent something that was not read yet. */
  boolean hasMore() throws IOException {
    return next < end || in.available() > 0;
  }

  /** Returns true if something is left of what was received with the last reply. */
  boolean hasLeft() {
    return next < end;
  }

  private String line(int max) throws IOException {
    int start = next;
    for (int i = next; i < end; i++) {
      if (buffer[i] == '\n' && i - start <= max) {
        next = i + 1;
        return text(buffer, start, i);
      }
    }
    return longLine(max);
  }

  /** Reads a line that is not wholly in the buffer. */
  private String longLine(int max) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    while (true) {
      if (next == end) {
        fill();
      }
      byte b = buffer[next++];
      if (b == '\n') {
        return text(line.toByteArray(), 0, line.size());
      }
      line.write(b);
      if (line.size() > max) {
        throw new GarbledException("a reply of more than " + MAX_BYTES + " bytes");
      }
    }
  }

  private void fill() throws IOException {
    next = 0;
    end = 0;
    int read = in.read(buffer);
    if (read < 0) {
      throw new EOFException("the server closed the connection");
    }
    end = read;
  }

  private static String text(byte[] bytes, int from, int to) {
    int length = to > from && bytes[to - 1] == '\r' ? to - from - 1 : to - from;
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  private static String shown(List<String> lines) {
    String start = Mask.start(lines.get(lines.size() - 1), MAX_SHOWN);
    return "the server sent what is no SMTP reply: \"" + start + "\"";
  }
}

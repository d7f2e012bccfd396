package com.couponcommerce.workers.api.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a request, read one at a time, byte for byte, with a limit on their length. */
final class Lines {
  private static final int BUFFER = 65_536;

  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long number;

  /**
   * @param maxBytes limit of a line
   */
  Lines(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Returns the number of the line that was read last, from 1. */
  long number() {
    return number;
  }

  /**
   * Reads the next line without its line break; empty at the end of the request.
   *
   * @throws BadLineException if the line is too long; the next call reads the line after it
   */
  Optional<byte[]> next() throws IOException, BadLineException {
    if (from == to && !fill()) {
      return Optional.empty();
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    do {
      int end = endOfLine();
      tooLong = tooLong || line.size() + (end - from) > maxBytes;
      if (!tooLong) {
        line.write(buffer, from, end - from);
      }
      from = end;
      if (from < to) {
        from++;
        break;
      }
    } while (fill());
    if (tooLong) {
      throw new BadLineException(number, "is longer than " + maxBytes + " bytes");
    }
    return Optional.of(line.toByteArray());
  }

  private int endOfLine() {
    int end = from;
    while (end < to && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  /** Returns true if a line has only white space. */
  static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}

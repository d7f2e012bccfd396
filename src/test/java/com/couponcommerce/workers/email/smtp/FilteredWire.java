package com.couponcommerce.workers.email.smtp;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that passes everything on; what differs is overridden. Bytes are ISO-8859-1. */
class FilteredWire implements Wire {
  private final Wire wire;
  private InputStream injected = InputStream.nullInputStream();

  FilteredWire(Wire wire) {
    this.wire = wire;
  }

  /** Lets the client read that first, which it cannot see before. */
  void inject(String text) {
    injected = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns what to write instead. */
  String written(String text) {
    return text;
  }

  /**
   * Returns what is read instead of the end.
   *
   * @param last last byte before it; -1 if there was none
   */
  String atEnd(int last) {
    return "";
  }

  /** Returns how many of so many visible bytes the client sees. */
  int visible(int bytes) {
    return bytes;
  }

  void reading() {}

  @Override
  public void limit(Duration time) {
    wire.limit(time);
  }

  @Override
  public void unlimited() {
    wire.unlimited();
  }

  @Override
  public boolean expired() {
    return wire.expired();
  }

  @Override
  public InputStream in() {
    return new FilterInputStream(wire.in()) {
      private int last = -1;

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        reading();
        int before = injected.read(into, from, length);
        int count = before > 0 ? before : in.read(into, from, length);
        if (count > 0) {
          last = into[from + count - 1];
          return count;
        }
        inject(atEnd(last));
        last = -1;
        return injected.read(into, from, length);
      }

      @Override
      public int available() throws IOException {
        return visible(in.available());
      }
    };
  }

  @Override
  public OutputStream out() {
    return new FilterOutputStream(wire.out()) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(
            written(new String(bytes, from, length, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1));
      }
    };
  }
}

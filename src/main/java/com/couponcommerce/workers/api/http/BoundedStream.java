package com.couponcommerce.workers.api.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a bounded number of bytes. One byte more throws a {@link Problem} with 413. */
final class BoundedStream extends FilterInputStream {
  private final long max;
  private long read;

  BoundedStream(InputStream body, long max) {
    super(body);
    this.max = max;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count(1);
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = super.read(buffer, offset, length);
    if (got > 0) {
      count(got);
    }
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    count(skipped);
    return skipped;
  }

  /** Returns false: a byte that was counted must not be read twice. */
  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) {
    read += bytes;
    if (read > max) {
      throw Problem.tooLarge(max);
    }
  }
}

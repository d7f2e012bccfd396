package com.couponcommerce.workers.email.smtp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes that are on their way to the client, each with the moment of its arrival. */
final class Arrivals {
  private static final class Parcel {
    private final long at;
    private final byte[] bytes;
    private final boolean isReset;

    Parcel(long at, byte[] bytes, boolean isReset) {
      this.at = at;
      this.bytes = bytes;
      this.isReset = isReset;
    }

    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final Deque<Parcel> coming = new ArrayDeque<>();
  private int taken;
  private long last;
  private long handedOut;

  /** Adds bytes that arrive so much later than the ones before, and later than now. */
  void add(byte[] bytes, long now, long nanosLater) {
    last = Math.max(last, now) + nanosLater;
    if (bytes.length > 0) {
      coming.add(new Parcel(last, bytes, false));
    }
  }

  /** Adds the end. */
  void end(boolean isReset, long now, long nanosLater) {
    last = Math.max(last, now) + nanosLater;
    coming.add(new Parcel(last, new byte[0], isReset));
  }

  /** Loses what the client has not read. */
  void drop() {
    coming.clear();
    taken = 0;
  }

  /** Returns the number of bytes that the client has read. */
  long handedOut() {
    return handedOut;
  }

  /** Returns the number of bytes that have arrived and are not read. */
  int arrived(long now) {
    int arrived = -taken;
    for (Parcel parcel : coming) {
      if (parcel.at > now) {
        break;
      }
      arrived += parcel.bytes.length;
    }
    return Math.max(arrived, 0);
  }

  /** Returns the time of the next bytes, or of the end. */
  long nextAt() {
    Parcel next = coming.peek();
    return next == null ? VirtualWire.NEVER : next.at;
  }

  /** Reads what has arrived; -1 at the end. */
  int read(byte[] into, int from, int most, long now) throws IOException {
    int count = 0;
    Parcel head = coming.peek();
    while (head != null && head.at <= now && count < most) {
      if (head.isEnd()) {
        return count > 0 ? count : end(head);
      }
      int part = Math.min(most - count, head.bytes.length - taken);
      System.arraycopy(head.bytes, taken, into, from + count, part);
      count += part;
      taken += part;
      handedOut += part;
      if (taken == head.bytes.length) {
        coming.remove();
        taken = 0;
        head = coming.peek();
      }
    }
    return count;
  }

  private static int end(Parcel parcel) throws IOException {
    if (parcel.isReset) {
      throw new IOException("Connection reset");
    }
    return -1;
  }
}

package com.couponcommerce.workers.email.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A connection without a socket, a thread or a clock: the server is called when the client writes,
 * and what it says arrives at moments of a time that passes only while the client waits.
 */
final class VirtualWire implements Wire {
  static final long NEVER = Long.MAX_VALUE;

  /** The other side. */
  interface Peer {
    /** Takes bytes; returns fewer than there are if it closes the connection at one of them. */
    int take(byte[] bytes, int from, int length);

    /** Returns how long the client's write is blocked. */
    default long stall(int length) {
      return 0;
    }

    /** Returns the number of bytes of so many that arrive before the client's deadline. */
    default int beforeDeadline(int length) {
      return length;
    }

    /** Returns true if the next write after the end is lost instead of failing. */
    default boolean swallows() {
      return false;
    }
  }

  /** Sees the client's bytes before the server. */
  interface Guard {
    void writes(byte[] bytes, int from, int length);
  }

  private final Arrivals arrivals = new Arrivals();
  private final InputStream in = new In();
  private final OutputStream out = new Out();
  private Peer peer = (bytes, from, length) -> length;
  private Guard guard = (bytes, from, length) -> {};
  private boolean blind;
  private int maxPiece = Integer.MAX_VALUE;
  private long now;
  private long step = NEVER;
  private long whole = NEVER;
  private int limits;
  private boolean expired;
  private boolean isWholeOver;
  private boolean closed;
  private boolean gone;

  void connect(Peer server, Guard watcher) {
    peer = server;
    guard = watcher;
  }

  /** Makes {@code available} see nothing of what has arrived, as with TLS. */
  void beBlind() {
    blind = true;
  }

  void limitPieces(int bytes) {
    maxPiece = bytes;
  }

  /** Sends bytes to the client, which arrive so much later than the bytes before them. */
  void say(byte[] bytes, long nanosLater) {
    arrivals.add(bytes, now, nanosLater);
  }

  /** Closes the server's side. */
  void end(boolean isReset, boolean dropsUnread, long nanosLater) {
    gone = true;
    if (dropsUnread) {
      arrivals.drop();
    }
    arrivals.end(isReset, now, nanosLater);
  }

  /** Closes the client's side. */
  void cut() {
    closed = true;
  }

  /** Returns the number of bytes that the client has read. */
  long handedOut() {
    return arrivals.handedOut();
  }

  /** Returns the number of bytes that the client has read or could see by {@code available}. */
  long visible() {
    return arrivals.handedOut() + available();
  }

  private int available() {
    return blind ? 0 : arrivals.arrived(now);
  }

  long now() {
    return now;
  }

  int limits() {
    return limits;
  }

  /** Lets time pass in which the client neither reads nor writes. */
  void pass(long nanos) {
    long deadline = Math.min(step, whole);
    now += nanos;
    if (now >= deadline) {
      expire();
    }
  }

  void limitWhole(long nanos) {
    whole = nanos == NEVER ? NEVER : now + nanos;
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void limit(Duration time) {
    limits++;
    step = now + time.toNanos();
  }

  @Override
  public void unlimited() {
    step = NEVER;
  }

  @Override
  public boolean expired() {
    return expired;
  }

  /** Returns true if the limit of the whole was the one that closed the connection. */
  boolean isWholeOver() {
    return isWholeOver;
  }

  private void expire() {
    isWholeOver = now >= whole;
    expired = true;
    closed = true;
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("Socket closed");
    }
  }

  private void waitUntil(long time) throws IOException {
    long deadline = Math.min(step, whole);
    now = Math.max(now, Math.min(time, deadline));
    if (now == deadline) {
      expire();
      throw new IOException("Socket closed");
    }
  }

  private int read(byte[] into, int from, int length) throws IOException {
    checkOpen();
    Violation.check(step != NEVER, "a read without a limit");
    waitUntil(arrivals.nextAt());
    return arrivals.read(into, from, Math.min(length, maxPiece), now);
  }

  private void write(byte[] bytes, int from, int length) throws IOException {
    checkOpen();
    Violation.check(step != NEVER, "a write without a limit");
    guard.writes(bytes, from, length);
    long stall = gone ? 0 : peer.stall(length);
    if (now + stall >= Math.min(step, whole)) {
      peer.take(bytes, from, peer.beforeDeadline(length));
      waitUntil(now + stall);
    }
    now += stall;
    if (gone) {
      if (!peer.swallows()) {
        throw new IOException("Broken pipe");
      }
    } else if (peer.take(bytes, from, length) < length && !peer.swallows()) {
      throw new IOException("Connection reset by peer");
    }
  }

  private final class In extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return VirtualWire.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return VirtualWire.this.read(into, from, length);
    }

    @Override
    public int available() throws IOException {
      checkOpen();
      return VirtualWire.this.available();
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      VirtualWire.this.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      VirtualWire.this.write(bytes, from, length);
    }
  }
}

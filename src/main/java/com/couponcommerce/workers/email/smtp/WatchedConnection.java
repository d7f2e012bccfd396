package com.couponcommerce.workers.email.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A connection from the moment when its socket is made, with a deadline for the present step and
 * one for the whole. At either of them the {@link DeadlineWatch} closes the socket.
 */
public final class WatchedConnection implements Wire, AutoCloseable {
  /** Deadline that is not set; a set one is odd. */
  private static final long NONE = 0;

  private final DeadlineWatch watch;
  private volatile long step = NONE;
  private volatile long whole = NONE;
  private volatile boolean expired;
  private volatile boolean connecting = true;
  private volatile boolean greeted;
  private volatile Socket plain = new Socket();
  private Socket secured = plain;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();

  /** Makes a connection without a socket. */
  public WatchedConnection(DeadlineWatch watch) {
    this.watch = watch;
    watch.add(this);
  }

  /** Notes the TCP socket of the connection. */
  void opened(Socket socket) {
    plain = socket;
    secured = socket;
  }

  /** Notes the TLS socket over it. */
  void secured(Socket socket) {
    secured = socket;
  }

  /**
   * Ends the time in which Jakarta Mail talks over the connection.
   *
   * @throws IOException if the socket is closed already
   */
  public void connected() throws IOException {
    connecting = false;
    in = secured.getInputStream();
    out = secured.getOutputStream();
  }

  /** Starts the time of a step if Jakarta Mail writes a command, after it was greeted. */
  void writing(Duration replyTime) {
    if (connecting) {
      greeted = true;
      limit(replyTime);
    }
  }

  /** Returns true if a command was written: the server's greeting was accepted. */
  public boolean isGreeted() {
    return greeted;
  }

  /** Limits the time until the next call as a whole, over all steps. */
  public void limitWhole(Duration time) {
    whole = in(time);
  }

  /** Ends both limits. */
  public void rest() {
    step = NONE;
    whole = NONE;
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
    step = in(time);
  }

  @Override
  public void unlimited() {
    step = NONE;
  }

  @Override
  public boolean expired() {
    return expired;
  }

  private static long in(Duration time) {
    return (System.nanoTime() + time.toNanos()) | 1;
  }

  void closeIfLate(long now) {
    if (isOver(step, now) || isOver(whole, now)) {
      expired = true;
      cut();
    }
  }

  private static boolean isOver(long deadline, long now) {
    return deadline != NONE && now - deadline >= 0;
  }

  /**
   * Closes the TCP socket at once: threads that read or write throw. TLS says no goodbye, for which
   * it might have to wait.
   */
  public void cut() {
    try {
      plain.close();
    } catch (IOException | RuntimeException e) {
      // It is closed all the same; a socket of the administrator's own factory may throw anything.
    }
  }

  /** Closes the socket and ends the watch. */
  @Override
  public void close() {
    watch.remove(this);
    cut();
  }
}

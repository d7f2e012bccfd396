package com.couponcommerce.workers.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Hands pieces of bytes on after a fixed time, on a thread of its own. Any number of pieces can be
 * on their way, so the delay does not limit the bandwidth.
 */
final class DelayLine implements AutoCloseable {
  /** Time after which a receiver that had no room is tried again. */
  private static final long RETRY_NANOS = 200_000;

  private final DelayQueue<Piece> pieces = new DelayQueue<>();
  private final Thread writer = new Thread(this::run, "delay-line");
  private volatile long delayNanos;
  private long number;

  /**
   * Bytes on their way.
   *
   * @param due when they arrive, in terms of {@link System#nanoTime}
   * @param number keeps the order of pieces that are due at the same time
   */
  private record Piece(long due, long number, Outlet to, ByteBuffer bytes) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Piece piece = (Piece) other;
      return due == piece.due ? Long.compare(number, piece.number) : Long.signum(due - piece.due);
    }
  }

  DelayLine() {
    writer.setDaemon(true);
    writer.start();
  }

  /** Changes the delay of the pieces to come. A shorter one lets them overtake those on the way. */
  void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /**
   * Puts a piece on its way; one thread may do so.
   *
   * @param bytes an empty piece ends the direction
   */
  void put(Outlet to, ByteBuffer bytes) {
    pieces.add(new Piece(System.nanoTime() + delayNanos, number++, to, bytes));
  }

  @Override
  public void close() {
    writer.interrupt();
  }

  private void run() {
    Set<Outlet> full = new LinkedHashSet<>();
    try {
      while (true) {
        Piece piece =
            full.isEmpty() ? pieces.take() : pieces.poll(RETRY_NANOS, TimeUnit.NANOSECONDS);
        full.removeIf(Outlet::flush);
        if (piece != null && !piece.to.write(piece.bytes)) {
          full.add(piece.to);
        }
      }
    } catch (InterruptedException e) {
      // The line is closed.
    }
  }
}

package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The end of one direction of a connection, for the one thread that writes. */
final class Outlet {
  private final SocketChannel channel;

  /** Bytes for which the receiver has no room yet. */
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

  private @Nullable Outlet opposite;
  private boolean ending;
  private boolean ended;

  Outlet(SocketChannel channel) {
    this.channel = channel;
  }

  /** Names the other direction of the connection: the connection ends when both have ended. */
  void opposite(Outlet other) {
    opposite = other;
  }

  /**
   * Writes a piece after those before it.
   *
   * @param piece an empty one is the last
   * @return false if the receiver has no room for all of it
   */
  boolean write(ByteBuffer piece) {
    if (piece.hasRemaining()) {
      waiting.add(piece);
    } else {
      ending = true;
    }
    return flush();
  }

  /** Writes what is waiting; returns false if the receiver has no room for all of it. */
  boolean flush() {
    try {
      for (ByteBuffer first = waiting.peek(); first != null; first = waiting.peek()) {
        channel.write(first);
        if (first.hasRemaining()) {
          return false;
        }
        waiting.remove();
      }
      if (ending) {
        channel.shutdownOutput();
        end();
      }
    } catch (IOException e) {
      // The receiver is gone.
      waiting.clear();
      end();
    }
    return true;
  }

  private void end() {
    ended = true;
    if (opposite != null && opposite.ended) {
      close();
      opposite.close();
    }
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The connection is broken, which is an end too.
    }
  }
}

package com.couponcommerce.workers.email.smtp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that threads are opening now. Jakarta Mail asks its socket factories on the
 * thread that connects, and tells them nothing else.
 */
public final class OpeningThreads {
  private final Map<Thread, WatchedConnection> opening = new ConcurrentHashMap<>();

  /**
   * A step that opens a connection.
   *
   * @param <E> thrown if it fails
   */
  @FunctionalInterface
  public interface Opening<E extends Exception> {
    void run() throws E;
  }

  /** Runs the step; the sockets that it asks for belong to the connection. */
  public <E extends Exception> void open(WatchedConnection connection, Opening<E> step) throws E {
    opening.put(Thread.currentThread(), connection);
    try {
      step.run();
    } finally {
      opening.remove(Thread.currentThread());
    }
  }

  WatchedConnection connection() {
    return Optional.ofNullable(opening.get(Thread.currentThread()))
        .orElseThrow(() -> new IllegalStateException("this thread opens no mail connection"));
  }
}

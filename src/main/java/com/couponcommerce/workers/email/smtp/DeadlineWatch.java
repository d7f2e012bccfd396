package com.couponcommerce.workers.email.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections from outside at their deadlines. A timeout of the socket starts again with
 * each byte, so that a server that drips is never late; it also costs three system calls a read
 * instead of one. One thread looks at all connections ten times a second, and only while there are
 * any.
 */
public final class DeadlineWatch implements AutoCloseable {
  /** How late a connection may be closed. */
  private static final Duration TICK = Duration.ofMillis(100);

  private final Set<WatchedConnection> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;
  private @Nullable Future<?> ticking;
  private boolean closed;

  /** Makes a watch; its thread starts with the first connection. */
  public DeadlineWatch() {
    timer = new ScheduledThreadPoolExecutor(1, DeadlineWatch::daemon);
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable task) {
    ThreadFactory threads = Executors.defaultThreadFactory();
    Thread thread = threads.newThread(task);
    thread.setName("coupon-workers-mail-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  synchronized void add(WatchedConnection connection) {
    watched.add(connection);
    if (ticking == null && !timer.isShutdown()) {
      ticking =
          timer.scheduleWithFixedDelay(
              this::closeLate, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  synchronized void remove(WatchedConnection connection) {
    watched.remove(connection);
    if (watched.isEmpty() && ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
    shutDownIfDone();
  }

  private void closeLate() {
    long now = System.nanoTime();
    watched.forEach(connection -> connection.closeIfLate(now));
  }

  /** Ends the watch as soon as the last connection is closed, which its deadline sees to. */
  @Override
  public synchronized void close() {
    closed = true;
    shutDownIfDone();
  }

  private void shutDownIfDone() {
    if (closed && watched.isEmpty()) {
      timer.shutdownNow();
    }
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.MonitorWait;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Sends at most {@code size} messages at a time, in their order, on threads of the server's
 * executor. A thread that has sent one message takes the next, and waits briefly for it, so that a
 * busy channel needs no task per message.
 */
public final class SendPool<M> {
  private static final EventLog LOG = EventLog.of(SendPool.class);

  /** Idle time before a thread runs {@code idle}; mostly another message comes first. */
  private static final Duration BRIEFLY = Duration.ofMillis(4);

  /**
   * Further idle time before the thread ends. A new thread would cost the server 0.2 ms of CPU
   * time; but on an executor with few threads other tasks wait for this one.
   */
  private static final Duration LINGER = Duration.ofMillis(16);

  private final int size;
  private final Executor executor;
  private final Consumer<Delivery<M>> send;
  private final Runnable idle;
  private final Deque<Delivery<M>> waiting = new ArrayDeque<>();
  private int sending;

  /** Threads requested; the last ones may not have begun to send yet. */
  private int running;

  /** Threads among {@link #running} that have nothing to send. */
  private int lingering;

  private boolean rejected;

  /**
   * @param send makes one attempt; throws nothing
   * @param idle runs on a thread that has nothing more to send; throws nothing
   */
  public SendPool(int size, Executor executor, Consumer<Delivery<M>> send, Runnable idle) {
    this.size = size;
    this.executor = executor;
    this.send = send;
    this.idle = idle;
  }

  /**
   * Sends them as soon as threads are free.
   *
   * @throws RejectedExecutionException if the executor accepts no work; {@link #takeWaiting}
   *     returns the messages then
   */
  void add(List<Delivery<M>> deliveries) {
    int threads;
    synchronized (this) {
      waiting.addAll(deliveries);
      threads = Math.max(0, Math.min(size - running, waiting.size() - lingering));
      running += threads;
      for (int i = Math.min(lingering, deliveries.size()); i > 0; i--) {
        notify();
      }
    }
    for (int started = 0; started < threads; started++) {
      try {
        executor.execute(this::work);
        rejected(false);
      } catch (RejectedExecutionException e) {
        rejected(true);
        ended(threads - started);
        throw e;
      }
    }
  }

  private synchronized void rejected(boolean rejected) {
    this.rejected = rejected;
  }

  /** Returns how many messages may be sent at a time. */
  int size() {
    return size;
  }

  /** Returns true if the executor rejected the last task. */
  synchronized boolean isRejected() {
    return rejected;
  }

  /** Returns how many messages wait for a thread or are being sent. */
  public synchronized int load() {
    return waiting.size() + sending;
  }

  /** Removes and returns the messages that were not started, in their order. */
  public synchronized List<Delivery<M>> takeWaiting() {
    List<Delivery<M>> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }

  /**
   * Waits until nothing is being sent.
   *
   * @return false if sends are still running
   */
  public synchronized boolean awaitIdle(Duration atMost) {
    return MonitorWait.until(this, () -> running == 0, atMost);
  }

  private void work() {
    for (Optional<Delivery<M>> next = next(BRIEFLY); ; next = next(BRIEFLY)) {
      if (next.isEmpty()) {
        idle.run();
        next = nextOrEnd(LINGER);
      }
      if (next.isEmpty()) {
        return;
      }
      sendOne(next.get());
    }
  }

  private void sendOne(Delivery<M> delivery) {
    try {
      send.accept(delivery);
    } catch (RuntimeException | Error e) {
      // The thread must go on; the message stays in processing and is reclaimed.
      LOG.error(
          LogLine.saying("fault", "a message could not be settled").with("id", delivery.id()), e);
    } finally {
      sent();
    }
  }

  private synchronized Optional<Delivery<M>> nextOrEnd(Duration patience) {
    Optional<Delivery<M>> next = next(patience);
    if (next.isEmpty()) {
      ended(1);
    }
    return next;
  }

  private synchronized Optional<Delivery<M>> next(Duration patience) {
    if (waiting.isEmpty()) {
      linger(patience);
    }
    Optional<Delivery<M>> next = Optional.ofNullable(waiting.poll());
    if (next.isPresent()) {
      sending++;
    }
    return next;
  }

  private synchronized void linger(Duration patience) {
    lingering++;
    try {
      MonitorWait.until(this, () -> !waiting.isEmpty(), patience);
    } finally {
      lingering--;
    }
  }

  private synchronized void sent() {
    sending--;
  }

  private synchronized void ended(int threads) {
    running -= threads;
    notifyAll();
  }
}

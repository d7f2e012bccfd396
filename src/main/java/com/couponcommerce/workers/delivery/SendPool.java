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
 * Sends at most {@code size} messages at a time, in the order they come, on threads of the server's
 * executor. A thread that ends one message takes the next, and waits a moment for it, so a busy
 * channel costs no task per message.
 */
public final class SendPool<M> {
  private static final EventLog LOG = EventLog.of(SendPool.class);

  /** Until a thread without a message does what is to be done then; another one mostly comes. */
  private static final Duration BRIEFLY = Duration.ofMillis(4);

  /**
   * Until it ends after that. A new one would cost a server 0.2 ms of CPU time; but on an executor
   * with few threads others wait for it.
   */
  private static final Duration LINGER = Duration.ofMillis(16);

  private final int size;
  private final Executor executor;
  private final Consumer<Delivery<M>> send;
  private final Runnable idle;
  private final Deque<Delivery<M>> waiting = new ArrayDeque<>();
  private int sending;

  /** Threads asked for, of which the last ones may not have begun to send yet. */
  private int running;

  /** Of {@link #running}, those that have nothing to send. */
  private int lingering;

  private boolean refused;

  /**
   * @param send one try; throws nothing
   * @param idle what a thread does once it has nothing more to send; throws nothing
   */
  public SendPool(int size, Executor executor, Consumer<Delivery<M>> send, Runnable idle) {
    this.size = size;
    this.executor = executor;
    this.send = send;
    this.idle = idle;
  }

  /**
   * Sends them as soon as a slot is free.
   *
   * @throws RejectedExecutionException where the executor takes no work; {@link #takeWaiting} has
   *     them then
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
        refused(false);
      } catch (RejectedExecutionException e) {
        refused(true);
        ended(threads - started);
        throw e;
      }
    }
  }

  private synchronized void refused(boolean refused) {
    this.refused = refused;
  }

  /** True where the executor took no work when it was last given some. */
  synchronized boolean isRefused() {
    return refused;
  }

  /** Messages waiting for a slot or being sent. */
  public synchronized int load() {
    return waiting.size() + sending;
  }

  /** Takes all back that were not started, in their order. */
  public synchronized List<Delivery<M>> takeWaiting() {
    List<Delivery<M>> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }

  /**
   * Waits until nothing is being sent.
   *
   * @return false where something still is
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
      // The slot must not be lost with the message, which stays in processing and is reclaimed.
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

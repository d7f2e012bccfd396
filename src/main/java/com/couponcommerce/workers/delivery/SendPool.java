package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.MonitorWait;
import com.couponcommerce.workers.duty.SharedExecutor;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

  /**
   * Times for which the only idle thread lingers again, 0.2 s in total, so that messages which come
   * one by one find a thread. It ends where another task waits.
   */
  private static final int MORE_LINGERS = 12;

  /**
   * Time after which another thread takes over the next message of a busy one: its present message
   * may take long.
   */
  private static final Duration TAKE_OVER = Duration.ofMillis(200);

  /** Time after which a busy thread lets tasks of other channels have their turn. */
  private static final Duration TURN = Duration.ofMillis(20);

  /** Time without the start or the end of a send after which a pool is slow. */
  private static final Duration SLOW = Duration.ofSeconds(3);

  /** Weight of the newest send in the average time of a send. */
  private static final double NEWEST = 1.0 / 32;

  private final int size;
  private final SharedExecutor executor;
  private final Supplier<DeliveryLine<M>> lines;
  private final Runnable idle;
  private final Deque<Delivery<M>> waiting = new ArrayDeque<>();

  /** Size of the payloads in {@link #waiting}. */
  private long waitingBytes;

  /** Next messages of busy threads, the oldest first. */
  private final Deque<Reserved<M>> reserved = new ArrayDeque<>();

  private int sending;

  /** Threads requested; the last ones may not have begun to send yet. */
  private int running;

  /** Threads among {@link #running} that have begun. */
  private int begun;

  /** Threads among {@link #running} that have nothing to send. */
  private int lingering;

  private boolean rejected;

  /** True once {@link #awaitIdle} waits for the threads to end. */
  private boolean stopping;

  private long moved = System.nanoTime();

  /** Average time of a send lately, in ns; 0 before the first has ended. */
  private double sendNanos;

  /** True if the last send that ended had kept the pool without a move for {@link #SLOW}. */
  private boolean wasSlow;

  /** A message that a busy thread sends next, unless another one takes it over. */
  private record Reserved<M>(Delivery<M> delivery, Thread thread, long since) {
    boolean isOwn() {
      return thread == Thread.currentThread();
    }

    boolean isOverdue() {
      return System.nanoTime() - since >= TAKE_OVER.toNanos();
    }
  }

  /**
   * @param lines makes what a thread delivers with
   * @param idle runs on a thread that has nothing more to send; throws nothing
   */
  public SendPool(
      int size, SharedExecutor executor, Supplier<DeliveryLine<M>> lines, Runnable idle) {
    this.size = size;
    this.executor = executor;
    this.lines = lines;
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
      if (running == 0) {
        moved = System.nanoTime();
      }
      waiting.addAll(deliveries);
      deliveries.forEach(delivery -> waitingBytes += bytes(delivery));
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
      } catch (RuntimeException | Error e) {
        rejected(true);
        ended(threads - started);
        throw e instanceof RejectedExecutionException rejection
            ? rejection
            : new RejectedExecutionException("the server's executor failed", e);
      }
    }
  }

  private static int bytes(Delivery<?> delivery) {
    return delivery.lease().payload().size();
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
    return waiting.size() + reserved.size() + sending;
  }

  /**
   * Returns the same without the next messages of busy threads. Messages that wait beside those let
   * each thread have its next one while it sends.
   */
  synchronized int loadBesidesReserved() {
    return waiting.size() + sending;
  }

  /** Returns the size in bytes of the messages that wait and are no thread's next one. */
  synchronized long waitingBytes() {
    return waitingBytes;
  }

  /**
   * Returns how many messages all threads send in a time if sends take as long as lately; 0 before
   * the first has ended.
   */
  synchronized int sendsIn(Duration time) {
    return sendNanos == 0 ? 0 : (int) (size * (time.toNanos() / sendNanos));
  }

  /**
   * Returns true while all threads send and none ends for long, as with a server that hangs, or
   * while the executor gives no thread. What waits then would be sent sooner by another instance.
   */
  synchronized boolean isSlow() {
    return hasNoFreeThread() && (wasSlow || hasNotMoved());
  }

  private boolean hasNoFreeThread() {
    return sending >= begun && running > 0;
  }

  /** Returns true if the executor has begun none of the tasks that were submitted to it. */
  private boolean hasNoThread() {
    return begun == 0 && running > 0;
  }

  /**
   * Lets an executor that rejected the last task show that it accepts one again.
   *
   * @return false if it does not
   */
  boolean isAccepted() {
    if (isRejected()) {
      try {
        executor.execute(() -> {});
        rejected(false);
      } catch (RuntimeException | Error e) {
        return false;
      }
    }
    return true;
  }

  /** Returns why the executor sends nothing; empty if it works. */
  public synchronized Optional<String> trouble() {
    if (rejected) {
      return Optional.of("the server's executor accepts no work");
    }
    return hasNoThread()
        ? Optional.of("the server's executor gives it no thread")
        : Optional.empty();
  }

  /** Returns the most messages that may be claimed and not sent while the pool is slow. */
  synchronized int sizeIfSlow() {
    return Math.max(1, sending);
  }

  private boolean hasNotMoved() {
    return System.nanoTime() - moved >= SLOW.toNanos();
  }

  /** Removes and returns the messages that were not started, in their order. */
  public synchronized List<Delivery<M>> takeWaiting() {
    List<Delivery<M>> taken = new ArrayList<>();
    reserved.forEach(next -> taken.add(next.delivery()));
    taken.addAll(waiting);
    reserved.clear();
    waiting.clear();
    waitingBytes = 0;
    return taken;
  }

  /**
   * Waits until nothing is being sent and all threads have ended.
   *
   * @return false if sends are still running
   */
  public synchronized boolean awaitIdle(Duration atMost) {
    stopping = true;
    return MonitorWait.until(this, () -> running == 0, atMost);
  }

  private void work() {
    boolean ended = false;
    long since = System.nanoTime();
    begins();
    try (DeliveryLine<M> line = lines.get()) {
      for (Optional<Delivery<M>> next = next(BRIEFLY); ; next = next(BRIEFLY)) {
        if (next.isEmpty()) {
          idle.run();
          next = nextOrEnd();
        }
        if (next.isEmpty()) {
          ended = true;
          return;
        }
        sendOne(line, next.get());
        if (System.nanoTime() - since >= TURN.toNanos() && handsOn()) {
          ended = true;
          return;
        }
      }
    } finally {
      if (!ended) {
        endsWorking();
      }
    }
  }

  private synchronized void begins() {
    begun++;
  }

  /**
   * Lets tasks of other channels have the thread if they wait for one, and queues up behind them.
   */
  private boolean handsOn() {
    if (!mayHandOn()) {
      return false;
    }
    try {
      executor.execute(this::work);
      return true;
    } catch (RuntimeException | Error e) {
      // It goes on with the thread that it has.
      begins();
      return false;
    }
  }

  /** Returns false also while the next message is announced over this thread's connection. */
  private synchronized boolean mayHandOn() {
    boolean may = othersWait() && reserved.stream().noneMatch(Reserved::isOwn);
    if (may) {
      begun--;
    }
    return may;
  }

  private boolean othersWait() {
    return executor.waiting() > running - begun;
  }

  private synchronized void endsWorking() {
    begun--;
    ended(1);
  }

  private void sendOne(DeliveryLine<M> line, Delivery<M> delivery) {
    long since = System.nanoTime();
    try {
      line.deliver(delivery, this::reserve);
    } catch (RuntimeException | Error e) {
      // The thread must go on; the message stays in processing and is reclaimed.
      LOG.error(
          LogLine.saying("fault", "a message could not be settled").with("id", delivery.id()), e);
    } finally {
      sent(since);
    }
  }

  /**
   * Reserves the next message for the calling thread. Empty while another thread is free for it,
   * which sends it sooner, and while other channels wait for this one.
   */
  private synchronized Optional<Delivery<M>> reserve() {
    if (running < size || waiting.size() <= lingering + running - begun || othersWait()) {
      return Optional.empty();
    }
    Optional<Delivery<M>> next = takeNext();
    next.ifPresent(
        taken -> reserved.add(new Reserved<>(taken, Thread.currentThread(), System.nanoTime())));
    return next;
  }

  private synchronized Optional<Delivery<M>> nextOrEnd() {
    Optional<Delivery<M>> next = next(LINGER);
    for (int more = MORE_LINGERS; next.isEmpty() && more > 0 && mayStay(); more--) {
      next = next(LINGER);
    }
    next = next.or(this::takeOver);
    if (next.isEmpty()) {
      endsWorking();
    }
    return next;
  }

  /** Returns true if no other thread is idle, and neither a task nor a stop waits for this one. */
  private boolean mayStay() {
    return lingering == 0 && !stopping && !othersWait();
  }

  private synchronized Optional<Delivery<M>> next(Duration patience) {
    Optional<Delivery<M>> next = takeOwn().or(this::takeAny);
    if (next.isEmpty()) {
      linger(() -> !waiting.isEmpty(), patience);
      next = takeAny();
    }
    return started(next);
  }

  /** Waits while busy threads have reserved messages, and takes one that they do not come to. */
  private Optional<Delivery<M>> takeOver() {
    if (reserved.isEmpty()) {
      return Optional.empty();
    }
    linger(() -> !waiting.isEmpty() || reserved.isEmpty(), TAKE_OVER);
    return started(takeAny());
  }

  private Optional<Delivery<M>> started(Optional<Delivery<M>> next) {
    if (next.isPresent()) {
      sending++;
      moved = System.nanoTime();
    }
    return next;
  }

  /** Takes the message that was reserved for this thread. */
  private Optional<Delivery<M>> takeOwn() {
    return take(Reserved::isOwn);
  }

  /** Takes a waiting message, or one that a busy thread has reserved for long. */
  private Optional<Delivery<M>> takeAny() {
    return takeNext().or(() -> take(Reserved::isOverdue));
  }

  private Optional<Delivery<M>> takeNext() {
    Optional<Delivery<M>> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(taken -> waitingBytes -= bytes(taken));
    return next;
  }

  private Optional<Delivery<M>> take(Predicate<Reserved<M>> which) {
    for (Iterator<Reserved<M>> all = reserved.iterator(); all.hasNext(); ) {
      Reserved<M> next = all.next();
      if (which.test(next)) {
        all.remove();
        if (reserved.isEmpty() && lingering > 0) {
          notifyAll();
        }
        return Optional.of(next.delivery());
      }
    }
    return Optional.empty();
  }

  private void linger(BooleanSupplier until, Duration patience) {
    lingering++;
    try {
      MonitorWait.until(this, until, patience);
    } finally {
      lingering--;
    }
  }

  private synchronized void sent(long since) {
    wasSlow = hasNoFreeThread() && hasNotMoved();
    moved = System.nanoTime();
    long took = moved - since;
    sendNanos += sendNanos == 0 ? took : (took - sendNanos) * NEWEST;
    sending--;
  }

  private synchronized void ended(int threads) {
    running -= threads;
    notifyAll();
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Settlement.Accepted;
import com.couponcommerce.workers.duty.MonitorWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets acks of one channel wait a moment for company, so that many share one call of Redis: they go
 * when a batch is full, when whoever sends has nothing more to send, or after {@link
 * #LONGEST_WAIT}. A crash in that time sends those messages again; where that must not be, an ack
 * waits for nothing.
 */
public final class AckBatcher<M> {
  public static final Duration LONGEST_WAIT = Duration.ofMillis(5);

  /** As many as BATCH_SIZE is at first; longer scripts would hold up others. */
  static final int MOST = 20;

  private final Settlement<M> settlement;
  private final Consumer<BooleanSupplier> flushSoon;
  private final int most;
  private List<Accepted<M>> waiting = new ArrayList<>();

  /** Batches on their way to Redis. */
  private int flushing;

  /**
   * Acks that wait for each other.
   *
   * @param flushSoon has {@link #flush} called after {@link #LONGEST_WAIT}, if that is needed then;
   *     asked with the first of each batch. Where it fails, the next sender that has nothing more
   *     to send flushes
   * @param most how many wait at most; 1: none
   */
  AckBatcher(Settlement<M> settlement, Consumer<BooleanSupplier> flushSoon, int most) {
    this.settlement = settlement;
    this.flushSoon = flushSoon;
    this.most = most;
  }

  /** The provider has it; throws nothing. */
  void add(Accepted<M> accepted) {
    List<Accepted<M>> batch;
    int size;
    synchronized (this) {
      batch = waiting;
      batch.add(accepted);
      size = batch.size();
    }
    if (size >= most) {
      flush();
    } else if (size == 1) {
      flushSoon.accept(() -> isWaiting(batch));
    }
  }

  @SuppressWarnings("ReferenceEquality") // another batch may well be equal to it
  private synchronized boolean isWaiting(List<Accepted<M>> batch) {
    return waiting == batch;
  }

  /** Acks all that wait; returns when Redis has answered. Throws nothing that is foreseen. */
  public void flush() {
    List<Accepted<M>> batch = take();
    if (batch.isEmpty()) {
      return;
    }
    try {
      settlement.ack(batch);
    } finally {
      flushed();
    }
  }

  /**
   * Waits for what others flush at the moment.
   *
   * @return false where Redis has not answered in that time
   */
  synchronized boolean awaitFlushed(Duration atMost) {
    return MonitorWait.until(this, () -> flushing == 0, atMost);
  }

  private synchronized List<Accepted<M>> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Accepted<M>> batch = waiting;
    waiting = new ArrayList<>();
    flushing++;
    return batch;
  }

  private synchronized void flushed() {
    flushing--;
    notifyAll();
  }
}

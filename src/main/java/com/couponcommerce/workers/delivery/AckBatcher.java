package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Settlement.Accepted;
import com.couponcommerce.workers.duty.MonitorWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Batches acks of one channel, so that several share a call to Redis. A batch is flushed when it is
 * full, when a sender thread has nothing more to send, or after {@link #MAX_WAIT}. A crash in that
 * time sends those messages again; a channel that must not send twice does not batch.
 */
public final class AckBatcher<M> {
  /** Longest time that an ack waits for others. */
  public static final Duration MAX_WAIT = Duration.ofMillis(5);

  /**
   * Largest batch, the default of BATCH_SIZE; a longer script would delay other clients of Redis.
   */
  static final int MAX_BATCH = 50;

  private final Settlement<M> settlement;
  private final BiConsumer<BooleanSupplier, Runnable> flushSoon;
  private final int maxBatch;
  private List<Accepted<M>> waiting = new ArrayList<>();

  /** Batches that Redis has not answered yet. */
  private int flushing;

  /**
   * Makes a batcher without acks.
   *
   * @param batched false where each ack is sent to Redis at once
   * @param flushSoon runs the given flush after {@link #MAX_WAIT} if the given condition holds
   *     then; called with the first ack of each batch. If it fails, the next idle sender thread
   *     flushes
   */
  public AckBatcher(
      Settlement<M> settlement, boolean batched, BiConsumer<BooleanSupplier, Runnable> flushSoon) {
    this.settlement = settlement;
    this.flushSoon = flushSoon;
    this.maxBatch = batched ? MAX_BATCH : 1;
  }

  /** Adds the ack of a message that the provider accepted; throws nothing. */
  void add(Accepted<M> accepted) {
    List<Accepted<M>> batch;
    int size;
    synchronized (this) {
      batch = waiting;
      batch.add(accepted);
      size = batch.size();
    }
    if (size >= maxBatch) {
      flush();
    } else if (size == 1) {
      flushSoon.accept(() -> isWaiting(batch), this::flush);
    }
  }

  @SuppressWarnings("ReferenceEquality") // another batch may be equal to it
  private synchronized boolean isWaiting(List<Accepted<M>> batch) {
    return waiting == batch;
  }

  /** Acks all that wait, and returns when Redis has answered. Throws only in case of a bug. */
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
   * Waits for the batches that other threads are flushing.
   *
   * @return false if Redis has not answered in that time
   */
  public synchronized boolean awaitFlushed(Duration atMost) {
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

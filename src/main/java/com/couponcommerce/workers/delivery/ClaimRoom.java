package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.ClaimRate;
import com.couponcommerce.workers.limit.Permits;
import com.couponcommerce.workers.settings.CurrentSettings;
import java.time.Duration;

/** Room for claims: how many messages this instance may claim of one channel now. */
public final class ClaimRoom {
  /** Time of sending for which messages wait: longer than a claim takes on busy processors. */
  private static final Duration AHEAD = Duration.ofMillis(20);

  /** Size of waiting messages from which on no more are claimed, for the sake of the heap. */
  private static final long MAX_WAITING_BYTES = 16L << 20;

  private final SendPool<?> pool;
  private final ClaimRate rate;
  private final CurrentSettings settings;

  public ClaimRoom(SendPool<?> pool, ClaimRate rate, CurrentSettings settings) {
    this.pool = pool;
    this.rate = rate;
    this.settings = settings;
  }

  /**
   * Returns true if half of what may wait does not, or if there is room for one message under a
   * limit, which permits few anyway. Smaller claims would cost more calls than they gain.
   */
  public boolean isOpen() {
    boolean slow = isSlow();
    return size(slow) >= (slow || isLimited() ? 1 : Math.min(batchSize(), (ahead() + 1) / 2));
  }

  /**
   * Returns how many messages may be claimed now. Some may wait while others are sent, so that no
   * thread is idle during a claim. Under a rate limit none waits, since it would be sent later than
   * permitted; nor while all threads hang. Zero while large messages wait, or if BATCH_SIZE was
   * larger when the last batch was claimed.
   */
  int size() {
    return size(isSlow());
  }

  private int size(boolean slow) {
    return pool.waitingBytes() < MAX_WAITING_BYTES
        ? Math.max(0, Math.min(batchSize(), capacity(slow) - pool.loadBesidesReserved()))
        : 0;
  }

  private int capacity(boolean slow) {
    if (slow) {
      return pool.sizeIfSlow();
    }
    return isLimited() ? pool.size() : pool.size() + ahead();
  }

  /**
   * Returns how many messages may wait: what the threads send in {@link #AHEAD}, but at least one
   * for each thread and at most three batches. With fewer, threads that send fast wait for a claim.
   * More would wait here while another instance has nothing to send, and be late after a crash.
   */
  private int ahead() {
    return Math.min(3 * batchSize(), Math.max(pool.size(), pool.sendsIn(AHEAD)));
  }

  /** Returns true while all threads send and none ends for long. */
  boolean isSlow() {
    return pool.isSlow();
  }

  /** Returns true if claims need permits. */
  boolean isLimited() {
    return rate.isLimited();
  }

  /** Asks for up to {@code max} permits, for messages to be claimed and sent at once. */
  Permits ask(int max) {
    return rate.ask(max);
  }

  /** Returns false while the executor rejects tasks, so that nothing can be sent. */
  boolean isAccepted() {
    return pool.isAccepted();
  }

  private int batchSize() {
    return settings.get().batchSize();
  }
}

package com.couponcommerce.workers.duty;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server's executor as all channels share it. It knows how many tasks wait for a thread, so
 * that a busy channel can let others have their turn: an executor may have fewer threads than there
 * are sends, and begins tasks in their order.
 */
public class SharedExecutor implements Executor {
  private final Executor executor;
  private final AtomicInteger waiting = new AtomicInteger();

  public SharedExecutor(Executor executor) {
    this.executor = executor;
  }

  /** Returns how many tasks were submitted and have not begun. */
  public int waiting() {
    return waiting.get();
  }

  @Override
  public void execute(Runnable task) {
    waiting.incrementAndGet();
    try {
      executor.execute(
          () -> {
            waiting.decrementAndGet();
            task.run();
          });
    } catch (RuntimeException | Error e) {
      waiting.decrementAndGet();
      throw e;
    }
  }
}

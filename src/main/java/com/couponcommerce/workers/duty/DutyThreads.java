package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads of this application.
 *
 * @param executor the server's executor, for sends and duties; it may reject work for a while, for
 *     example while WildFly is suspended
 * @param timer the application's own executor, which rejects nothing: triggers duties when they are
 *     due, and runs those that must not wait for the server's executor
 */
public record DutyThreads(Executor executor, ScheduledExecutorService timer) {
  private static final EventLog LOG = EventLog.of(DutyThreads.class);

  private static final Duration REJECTED_PAUSE = Duration.ofSeconds(1);

  /**
   * Runs a task once, after a pause and as soon as the executor accepts it.
   *
   * @param needed condition after the pause, so that no task is submitted in vain
   */
  public void runAfter(Duration pause, BooleanSupplier needed, Runnable task) {
    try {
      Future<?> unused =
          timer.schedule(() -> submit(needed, task), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug(LogLine.saying("refused", "the application stops"), e);
    }
  }

  private void submit(BooleanSupplier needed, Runnable task) {
    if (!needed.getAsBoolean()) {
      return;
    }
    try {
      executor.execute(task);
    } catch (RuntimeException | Error e) {
      LOG.debug(LogLine.saying("refused", "the server accepts no work"), e);
      runAfter(REJECTED_PAUSE, needed, task);
    }
  }
}

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
 * The threads that this application works on.
 *
 * @param executor the administrator's, for sends and duties; it may refuse work for a while, as
 *     that of a WildFly which is suspended does
 * @param timer the application's own, which refuses nothing: tells when a duty is due, and runs
 *     those that must not wait for the executor
 */
public record DutyThreads(Executor executor, ScheduledExecutorService timer) {
  private static final EventLog LOG = EventLog.of(DutyThreads.class);

  /**
   * Runs a task once, after a pause; not at all where the executor takes no work then.
   *
   * @param needed looked at after the pause: the executor is not troubled for nothing
   */
  public void runAfter(Duration pause, BooleanSupplier needed, Runnable task) {
    try {
      Future<?> unused =
          timer.schedule(() -> offer(needed, task), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug(LogLine.saying("refused", "the application stops"), e);
    }
  }

  private void offer(BooleanSupplier needed, Runnable task) {
    if (!needed.getAsBoolean()) {
      return;
    }
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug(LogLine.saying("refused", "the server takes no work"), e);
    }
  }
}

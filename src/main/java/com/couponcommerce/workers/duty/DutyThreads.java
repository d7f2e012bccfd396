package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads of this application.
 *
 * @param sends the server's executor, for sends; it may reject work for a while, for example while
 *     WildFly is suspended, and have fewer threads than sends
 * @param own the application's own executor, for duties: it rejects nothing until the application
 *     stops
 */
public record DutyThreads(SharedExecutor sends, ScheduledExecutorService own) {
  private static final EventLog LOG = EventLog.of(DutyThreads.class);

  /**
   * Runs a task once, after a pause.
   *
   * @param needed condition after the pause
   */
  public void runAfter(Duration pause, BooleanSupplier needed, Runnable task) {
    try {
      Future<?> unused =
          own.schedule(
              () -> {
                if (needed.getAsBoolean()) {
                  task.run();
                }
              },
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug(LogLine.saying("refused", "the application stops"), e);
    }
  }
}

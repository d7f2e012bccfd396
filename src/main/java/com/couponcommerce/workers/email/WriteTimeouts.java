package com.couponcommerce.workers.email;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends hanging writes of all connections. Angus schedules a task for each write and cancels it
 * afterwards. With Angus's default, an executor for each connection, each task wakes a thread,
 * which took a fifth of the CPU time of a mail. Here the thread keeps sleeping, since another task
 * is always due earlier.
 */
final class WriteTimeouts extends ScheduledThreadPoolExecutor {
  /** Period of the task that is always due earlier: shorter than any sensible timeout. */
  private static final long TICK_SECONDS = 1;

  private final AtomicBoolean ticks = new AtomicBoolean();

  /** Creates the executor; its thread starts with the first write. */
  WriteTimeouts() {
    super(1, daemons());
    setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory daemons() {
    ThreadFactory threads = Executors.defaultThreadFactory();
    return task -> {
      Thread thread = threads.newThread(task);
      thread.setName("coupon-workers-mail-timeouts");
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    if (!ticks.get() && ticks.compareAndSet(false, true)) {
      Future<?> unused =
          scheduleWithFixedDelay(() -> {}, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }
    return super.schedule(task, delay, unit);
  }
}

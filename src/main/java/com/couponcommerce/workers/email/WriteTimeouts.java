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
 * Ends writes that hang, for all connections. Angus schedules a task for each write and cancels it
 * after that; with an executor of each connection's own, as it has by default, each of these wakes
 * a thread, which took a fifth of the CPU time of a mail. Here the thread sleeps on: there is
 * always a task that is due before those.
 */
final class WriteTimeouts extends ScheduledThreadPoolExecutor {
  /** Shorter than any timeout that somebody would set. */
  private static final long TICK_SECONDS = 1;

  private final AtomicBoolean ticks = new AtomicBoolean();

  /** Has no thread before the first write. */
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

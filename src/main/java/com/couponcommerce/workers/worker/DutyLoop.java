package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.queue.QueueUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a duty again and again on the server's executor, whatever it throws. It holds no thread
 * between two runs, so it works on an executor of any size.
 */
final class DutyLoop {
  private static final Logger LOG = System.getLogger(DutyLoop.class.getName());
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  /**
   * A longer pause is made of several tasks. Payara's executor keeps a cancelled task until its
   * time comes, and with it all classes of an undeployed application: for 11 s with the default
   * PROCESSING_TIMEOUT_MS, for hours with the largest.
   */
  private static final Duration LONGEST_TASK = Duration.ofSeconds(2);

  private final Duty duty;
  private final ScheduledExecutorService executor;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;

  private @Nullable ScheduledFuture<?> next;

  /** Which of the scheduled tasks is the one to come; all earlier ones have lost their turn. */
  private long turn;

  private boolean running;
  private boolean wakeAgain;
  private boolean stopped;
  private long lastBeat;
  private int failures;
  private long failuresInAll;

  DutyLoop(
      Duty duty, ScheduledExecutorService executor, RandomGenerator random, LongSupplier nanoTime) {
    this.duty = duty;
    this.executor = executor;
    this.random = random;
    this.nanoTime = nanoTime;
    this.lastBeat = nanoTime.getAsLong();
  }

  String name() {
    return duty.name();
  }

  synchronized void start() {
    schedule(Duration.ZERO);
  }

  /** Runs the duty now instead of at the end of its pause; once more where it runs already. */
  synchronized void wake() {
    if (running) {
      wakeAgain = true;
    } else if (next != null) {
      next.cancel(false);
      schedule(Duration.ZERO);
    }
  }

  /** No run begins after this; {@link #awaitEnd} waits for the one under way. */
  synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Waits for a run under way to end. */
  synchronized void awaitEnd(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toNanos(); running && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Time since the duty began its run, or since it should have begun the next one. */
  synchronized Duration sinceBeat() {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - lastBeat));
  }

  /** Runs that ended with an exception, since the start. */
  synchronized long failures() {
    return failuresInAll;
  }

  private void run() {
    Duration pause;
    try {
      pause = duty.runOnce();
      succeeded();
    } catch (QueueUnavailableException e) {
      pause = failed();
      if (isFirstFailure()) {
        LOG.log(Level.WARNING, "{0} waits: {1}", duty.name(), e.getMessage());
      }
    } catch (Throwable e) {
      pause = failed();
      LOG.log(Level.ERROR, duty.name() + " failed and will run again", e);
    }
    end(pause);
  }

  private void goOn(long itsTurn, Duration rest) {
    if (begin(itsTurn, rest)) {
      run();
    }
  }

  /** A task that had started when {@link #wake} cancelled it has lost its turn to the next one. */
  private synchronized boolean begin(long itsTurn, Duration rest) {
    if (stopped || itsTurn != turn) {
      return false;
    }
    if (!rest.isZero()) {
      schedule(rest);
      return false;
    }
    running = true;
    next = null;
    lastBeat = nanoTime.getAsLong();
    return true;
  }

  private synchronized void end(Duration pause) {
    running = false;
    notifyAll();
    boolean now = wakeAgain && failures == 0;
    wakeAgain = false;
    schedule(now ? Duration.ZERO : pause);
  }

  private synchronized void succeeded() {
    if (failures > 0) {
      LOG.log(Level.INFO, "{0} goes on after {1} failed runs", duty.name(), failures);
    }
    failures = 0;
  }

  /**
   * Each instance backs off by another time, so that they do not all come back to Redis at once.
   */
  private synchronized Duration failed() {
    failures++;
    failuresInAll++;
    long most = FIRST_BACKOFF.toMillis() << Math.min(failures - 1, 10);
    long bounded = Math.min(most, LONGEST_BACKOFF.toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
  }

  private synchronized boolean isFirstFailure() {
    return failures == 1;
  }

  private synchronized void schedule(Duration pause) {
    if (stopped) {
      return;
    }
    long itsTurn = ++turn;
    lastBeat = nanoTime.getAsLong() + pause.toNanos();
    Duration task = pause.compareTo(LONGEST_TASK) < 0 ? pause : LONGEST_TASK;
    Duration rest = pause.minus(task);
    try {
      next = executor.schedule(() -> goOn(itsTurn, rest), task.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.ERROR, duty.name() + " stopped: the server's executor takes no more work", e);
    }
  }
}

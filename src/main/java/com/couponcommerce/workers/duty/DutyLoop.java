package com.couponcommerce.workers.duty;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a duty again and again on the application's own threads, whatever it throws. On the server's
 * executor it would wait behind sends that hang, and not run at all while WildFly is suspended. It
 * keeps no thread between two runs.
 */
public final class DutyLoop {
  /** Time after which a busy duty yields its thread to other tasks. */
  private static final Duration MAX_THREAD_TIME = Duration.ofMillis(20);

  private final Duty duty;
  private final ScheduledExecutorService threads;
  private final Backoff backoff;
  private final LongSupplier nanoTime;

  private @Nullable ScheduledFuture<?> next;

  /** Number of the scheduled task that may run; all earlier ones are void. */
  private long turn;

  private boolean running;
  private boolean wakeAgain;
  private boolean stopped;
  private long lastProgress;

  /**
   * Makes a loop that does not run yet.
   *
   * @param threads run the duty when it is due
   * @param outage that all duties of the instance share
   */
  DutyLoop(
      Duty duty,
      ScheduledExecutorService threads,
      RandomGenerator random,
      LongSupplier nanoTime,
      RedisOutage outage) {
    this.duty = duty;
    this.threads = threads;
    this.backoff = new Backoff(duty.name(), random, outage);
    this.nanoTime = nanoTime;
    this.lastProgress = nanoTime.getAsLong();
  }

  public String name() {
    return duty.name();
  }

  public synchronized void start() {
    schedule(Duration.ZERO);
  }

  /** Runs the duty now instead of at the end of its pause; once more if it is running. */
  public synchronized void wake() {
    if (running) {
      wakeAgain = true;
    } else if (next != null) {
      next.cancel(false);
      schedule(Duration.ZERO);
    }
  }

  /**
   * Wakes the duty as {@link #wake} does, but runs it on the caller's thread if it waits for its
   * next run: another thread would cost more than the work.
   *
   * @param briefly does the duty's work without blocking, and returns what {@link Duty#runOnce}
   *     would; zero leaves the rest to that
   */
  public void wakeHere(Supplier<Duration> briefly) {
    if (beginHere()) {
      long begun = nanoTime.getAsLong();
      Duration pause;
      do {
        pause = run(briefly);
      } while (!pause.isZero() && goesOn(pause, begun));
      end(pause);
    }
  }

  private synchronized boolean beginHere() {
    if (running || stopped || next == null) {
      wakeAgain |= running;
      return false;
    }
    next.cancel(false);
    // A run that was about to begin is void.
    turn++;
    begins();
    return true;
  }

  /** Prevents further runs; {@link #awaitEnd} waits for the current one. */
  public synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Waits for the current run to end. */
  synchronized void awaitEnd(Duration atMost) {
    MonitorWait.until(this, () -> !running, atMost);
  }

  /** Returns the time since the duty began its run, or since its next one was due. */
  public synchronized Duration sinceProgress() {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - lastProgress));
  }

  /** Returns the likely reason why the duty makes no progress. */
  public synchronized String trouble() {
    if (running) {
      return "its duty hangs in a run: take a thread dump";
    }
    return backoff.isFailing()
        ? "its duty fails again and again: the log says why"
        : "its duty waits for a thread of the application";
  }

  /** Returns how many runs have ended with an exception since the start. */
  public long failures() {
    return backoff.failures();
  }

  private Duration run(Supplier<Duration> work) {
    try {
      Duration pause = work.get();
      backoff.succeeded();
      return pause;
    } catch (Throwable e) {
      return backoff.failed(e);
    }
  }

  private void runTurn(long itsTurn) {
    if (begin(itsTurn)) {
      long begun = nanoTime.getAsLong();
      Duration pause;
      do {
        pause = run(duty::runOnce);
      } while (goesOn(pause, begun));
      end(pause);
    }
  }

  /** Begins a run; a task that had started when {@link #wake} cancelled it is void. */
  private synchronized boolean begin(long itsTurn) {
    if (stopped || itsTurn != turn) {
      return false;
    }
    begins();
    return true;
  }

  private synchronized void begins() {
    running = true;
    next = null;
    lastProgress = nanoTime.getAsLong();
  }

  /** Returns true if the next run is due already and this thread may do it. */
  private synchronized boolean goesOn(Duration pause, long begun) {
    long now = nanoTime.getAsLong();
    if (stopped || !isDue(pause) || now - begun >= MAX_THREAD_TIME.toNanos()) {
      return false;
    }
    wakeAgain = false;
    lastProgress = now;
    return true;
  }

  private synchronized void end(Duration pause) {
    Duration rest = isDue(pause) ? Duration.ZERO : pause;
    running = false;
    wakeAgain = false;
    notifyAll();
    schedule(rest);
  }

  private synchronized boolean isDue(Duration pause) {
    return pause.isZero() || (wakeAgain && !backoff.isFailing());
  }

  private synchronized void schedule(Duration pause) {
    if (stopped) {
      return;
    }
    long itsTurn = ++turn;
    lastProgress = nanoTime.getAsLong() + pause.toNanos();
    next = threads.schedule(() -> runTurn(itsTurn), pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}

package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a duty again and again on the server's executor, whatever it throws and however often it is
 * refused. It holds no thread between two runs, so it works on an executor of any size.
 */
public final class DutyLoop {
  private static final EventLog LOG = EventLog.of(DutyLoop.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

  /** Until the executor that refused a run is asked again; the server gives no sign. */
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);

  /** Of a thread by a duty that has much to do, so that others get their turn on few threads. */
  private static final Duration LONGEST_HOLD = Duration.ofMillis(20);

  /** An ordinary stop refuses fewer; more is worth a line in the log. */
  private static final int MANY_REFUSALS = 10;

  private final Duty duty;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;

  private @Nullable ScheduledFuture<?> next;

  /** Which of the scheduled tasks is the one to come; all earlier ones have lost their turn. */
  private long turn;

  /** In a row. */
  private int refusals;

  private boolean running;
  private boolean wakeAgain;
  private boolean stopped;
  private long lastBeat;
  private int failures;
  private long failuresInAll;

  /**
   * A loop that does not run yet.
   *
   * @param timer tells when the duty is due
   * @param executor runs it; what it refuses is offered again
   */
  public DutyLoop(
      Duty duty,
      ScheduledExecutorService timer,
      Executor executor,
      RandomGenerator random,
      LongSupplier nanoTime) {
    this.duty = duty;
    this.timer = timer;
    this.executor = executor;
    this.random = random;
    this.nanoTime = nanoTime;
    this.lastBeat = nanoTime.getAsLong();
  }

  public String name() {
    return duty.name();
  }

  public synchronized void start() {
    schedule(Duration.ZERO);
  }

  /** Runs the duty now instead of at the end of its pause; once more where it runs already. */
  public synchronized void wake() {
    if (running) {
      wakeAgain = true;
    } else if (next != null) {
      next.cancel(false);
      schedule(Duration.ZERO);
    }
  }

  /**
   * As {@link #wake}, but on the caller's thread where the duty waits for its next run: handing it
   * over would cost more than the work.
   *
   * @param briefly does the duty's work without waiting for anything, and returns what {@link
   *     Duty#runOnce} would; zero leaves the rest to that
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
    // Where it was handed over already, that run has lost its turn.
    turn++;
    begins();
    return true;
  }

  /** No run begins after this; {@link #awaitEnd} waits for the one under way. */
  public synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /**
   * Waits for the runs under way to end.
   *
   * @param atMost for all of them together: a Redis that hangs holds up each of them
   */
  public static void awaitEnd(Collection<DutyLoop> loops, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    loops.forEach(loop -> loop.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
  }

  private synchronized void awaitEnd(Duration atMost) {
    MonitorWait.until(this, () -> !running, atMost);
  }

  /** Time since the duty began its run, or since it should have begun the next one. */
  public synchronized Duration sinceBeat() {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - lastBeat));
  }

  /** Why it may be that it does not get on, for somebody who has seen that it does not. */
  public synchronized String trouble() {
    if (running) {
      return "its duty hangs in a run: take a thread dump";
    }
    if (refusals > 0) {
      return "the server's executor takes no work";
    }
    return failures > 0
        ? "its duty fails again and again: the log says why"
        : "the server's executor gives it no thread";
  }

  /** Runs that ended with an exception, since the start. */
  public synchronized long failures() {
    return failuresInAll;
  }

  private Duration run(Supplier<Duration> work) {
    try {
      Duration pause = work.get();
      succeeded();
      return pause;
    } catch (QueueUnavailableException e) {
      Duration pause = failed();
      if (isFirstFailure()) {
        LOG.warning(waits(duty.name()).error(e));
      }
      return pause;
    } catch (Throwable e) {
      LOG.error(LogLine.saying("fault", duty.name() + " failed and will run again"), e);
      return failed();
    }
  }

  /**
   * Not by a schedule of the executor's own: WildFly runs nothing scheduled while it is suspended,
   * logs each as an error, and tells the task nothing.
   */
  private void handOver(long itsTurn) {
    try {
      executor.execute(() -> goOn(itsTurn));
    } catch (RejectedExecutionException e) {
      refused(itsTurn, e);
    }
  }

  private synchronized void refused(long itsTurn, RejectedExecutionException reason) {
    if (itsTurn != turn) {
      return;
    }
    if (++refusals == MANY_REFUSALS) {
      LOG.warning(waits(duty.name()).with("because", "the server takes no work").error(reason));
    }
    schedule(REFUSED_PAUSE);
  }

  private void goOn(long itsTurn) {
    if (begin(itsTurn)) {
      long begun = nanoTime.getAsLong();
      Duration pause;
      do {
        pause = run(duty::runOnce);
      } while (goesOn(pause, begun));
      end(pause);
    }
  }

  /** A task that had started when {@link #wake} cancelled it has lost its turn to the next one. */
  private synchronized boolean begin(long itsTurn) {
    if (stopped || itsTurn != turn) {
      return false;
    }
    refusals = 0;
    begins();
    return true;
  }

  private synchronized void begins() {
    running = true;
    next = null;
    lastBeat = nanoTime.getAsLong();
  }

  /**
   * True where the next run is due already and this thread may do it: handing over costs a server
   * more than a run, since it looks up what belongs to the task's context each time.
   */
  private synchronized boolean goesOn(Duration pause, long begun) {
    long now = nanoTime.getAsLong();
    if (stopped || !isDue(pause) || now - begun >= LONGEST_HOLD.toNanos()) {
      return false;
    }
    wakeAgain = false;
    lastBeat = now;
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
    return pause.isZero() || (wakeAgain && failures == 0);
  }

  private synchronized void succeeded() {
    if (failures > 0) {
      LOG.info(LogLine.saying("goes-on", duty.name() + " goes on").with("failed_runs", failures));
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

  private static LogLine waits(String duty) {
    return LogLine.saying("waits", duty + " waits");
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
    next = timer.schedule(() -> handOver(itsTurn), pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}

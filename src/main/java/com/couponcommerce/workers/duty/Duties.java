package com.couponcommerce.workers.duty;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * All duties of this instance and their loops: adds, starts and stops them, and knows how each is
 * doing. Probes may ask on any thread, also during the start.
 */
public final class Duties {
  private final DutyThreads threads;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final List<DutyLoop> loops = new CopyOnWriteArrayList<>();

  /**
   * How a duty is doing.
   *
   * @param sinceBeat time since it last began or ended a run
   * @param failures runs that ended with an exception
   */
  public record State(String name, Duration sinceBeat, long failures) {}

  /**
   * @param nanoTime a clock that never goes back
   */
  public Duties(DutyThreads threads, RandomGenerator random, LongSupplier nanoTime) {
    this.threads = threads;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  public DutyThreads threads() {
    return threads;
  }

  /** Adds a duty that runs on the server's executor. */
  public DutyLoop add(Duty duty) {
    return add(duty, threads.executor());
  }

  /**
   * Adds a duty that runs on the application's own threads: while the server is suspended it
   * refuses all work, but sends are still under way.
   */
  public DutyLoop addOnOwnThread(Duty duty) {
    return add(duty, Runnable::run);
  }

  private DutyLoop add(Duty duty, Executor executor) {
    DutyLoop loop = new DutyLoop(duty, threads.timer(), executor, random, nanoTime);
    loops.add(loop);
    return loop;
  }

  /** Starts each duty that was added. */
  public void start() {
    loops.forEach(DutyLoop::start);
  }

  /**
   * Stops duties and waits for their runs under way.
   *
   * @param atMost for all of them together
   */
  public static void stop(Collection<DutyLoop> loops, Duration atMost) {
    loops.forEach(DutyLoop::stop);
    DutyLoop.awaitEnd(loops, atMost);
  }

  /** Returns how each duty is doing. */
  public List<State> states() {
    return loops.stream()
        .map(loop -> new State(loop.name(), loop.sinceBeat(), loop.failures()))
        .toList();
  }
}

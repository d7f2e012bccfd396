package com.couponcommerce.workers.duty;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Registry of all duties of this instance: adds, starts and stops them, and returns the state of
 * each. Probes may call it on any thread, also during the start.
 */
public final class Duties {
  private final DutyThreads threads;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final RedisOutage outage;
  private final List<DutyLoop> loops = new CopyOnWriteArrayList<>();

  /**
   * State of a duty.
   *
   * @param sinceProgress time since it began its run, or since its next one was due
   * @param failures runs that ended with an exception
   */
  public record State(String name, Duration sinceProgress, long failures) {}

  /**
   * @param nanoTime monotonic clock
   */
  public Duties(DutyThreads threads, RandomGenerator random, LongSupplier nanoTime) {
    this.threads = threads;
    this.random = random;
    this.nanoTime = nanoTime;
    this.outage = new RedisOutage(nanoTime);
  }

  public DutyThreads threads() {
    return threads;
  }

  /** Returns the source of randomness that this instance uses. */
  public RandomGenerator random() {
    return random;
  }

  /** Returns the monotonic clock that this instance uses. */
  public LongSupplier nanoTime() {
    return nanoTime;
  }

  /** Adds a duty, which runs on the application's own threads. */
  public DutyLoop add(Duty duty) {
    DutyLoop loop = new DutyLoop(duty, threads.own(), random, nanoTime, outage);
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
   * @param atMost limit for all of them together: a Redis that hangs delays each of them
   */
  public static void stop(Collection<DutyLoop> loops, Duration atMost) {
    loops.forEach(DutyLoop::stop);
    long end = System.nanoTime() + atMost.toNanos();
    loops.forEach(loop -> loop.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
  }

  /** Returns the state of each duty. */
  public List<State> states() {
    return loops.stream()
        .map(loop -> new State(loop.name(), loop.sinceProgress(), loop.failures()))
        .toList();
  }
}

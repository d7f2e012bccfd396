package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.Simulation.Outcome;
import java.time.Duration;
import java.util.stream.LongStream;

/** Seeds of one test, and what their runs took. */
final class Seeds {
  /** Number of seeds that reach every branch. */
  private static final int ENOUGH = 200;

  private final long first;
  private final long last;
  private long steps;
  private Duration took = Duration.ZERO;

  Seeds(long first, long last) {
    this.first = first;
    this.last = last;
  }

  /** Returns the seed of {@code -Dseed=}, or as many as are asked for, from {@code -Dfirst=} on. */
  static Seeds chosen(int count) {
    long seed = Long.getLong("seed", 0);
    long first = Long.getLong("first", 1);
    return seed == 0 ? new Seeds(first, first + count - 1) : new Seeds(seed, seed);
  }

  boolean areEnough() {
    return last - first + 1 >= ENOUGH;
  }

  /**
   * Runs them.
   *
   * @param afterEach runs after each seed
   * @throws AssertionError with the steps of the first seed that fails, and with what it needs to
   */
  void run(Simulation simulation, Runnable afterEach) {
    long begun = System.nanoTime();
    LongStream.rangeClosed(first, last)
        .forEach(
            seed -> {
              Outcome outcome = simulation.run(seed);
              afterEach.run();
              steps += outcome.steps();
              outcome
                  .failure()
                  .ifPresent(
                      failure -> {
                        throw new AssertionError(
                            "seed "
                                + seed
                                + ", replay it with -Dseed="
                                + seed
                                + ": "
                                + simulation.shrink(outcome).failure().orElse(failure));
                      });
            });
    took = Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public String toString() {
    return (last - first + 1)
        + " seeds, "
        + steps
        + " steps, "
        + steps * 60_000 / Math.max(1, took.toMillis())
        + " steps a minute";
  }
}

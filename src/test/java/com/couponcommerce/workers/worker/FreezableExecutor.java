package com.couponcommerce.workers.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** An executor that a test stops and restarts, in place of the server's. */
final class FreezableExecutor implements Executor, AutoCloseable {
  private enum Mode {
    WORKS,
    /** Rejects tasks, as a suspended WildFly does. */
    REFUSES,
    /** Keeps tasks, as an executor does whose threads all hang in another application. */
    KEEPS
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Runnable> kept = new ArrayList<>();
  private Mode mode = Mode.WORKS;
  private int refused;

  @Override
  public synchronized void execute(Runnable task) {
    switch (mode) {
      case WORKS -> threads.execute(task);
      case REFUSES -> {
        refused++;
        throw new RejectedExecutionException("frozen");
      }
      case KEEPS -> kept.add(task);
    }
  }

  synchronized void refuse() {
    mode = Mode.REFUSES;
  }

  synchronized void keep() {
    mode = Mode.KEEPS;
  }

  synchronized void thaw() {
    mode = Mode.WORKS;
    kept.forEach(threads::execute);
    kept.clear();
  }

  /** Returns the number of tasks that were rejected or are kept. */
  synchronized int withheld() {
    return refused + kept.size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

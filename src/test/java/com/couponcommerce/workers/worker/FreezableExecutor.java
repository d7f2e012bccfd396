package com.couponcommerce.workers.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A server's executor that stops to work and works again. */
final class FreezableExecutor implements Executor, AutoCloseable {
  private enum Mode {
    WORKS,
    /** As a suspended WildFly. */
    REFUSES,
    /** As one whose threads all hang in another application. */
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

  /** Tasks that were refused or are kept. */
  synchronized int withheld() {
    return refused + kept.size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

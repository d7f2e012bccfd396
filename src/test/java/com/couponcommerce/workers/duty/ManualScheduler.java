package com.couponcommerce.workers.duty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler whose tasks run only when the test calls {@link #runNext}. */
public final class ManualScheduler extends ScheduledThreadPoolExecutor {
  private final List<Scheduled> tasks = new ArrayList<>();

  public ManualScheduler() {
    super(0);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Scheduled scheduled = new Scheduled(task, unit.toMillis(delay));
    tasks.add(scheduled);
    return scheduled;
  }

  /** Returns the delays in ms of the waiting tasks, the next one first. */
  public List<Long> delays() {
    return waiting().stream().map(task -> task.delay).toList();
  }

  /** Returns the task scheduled last, which runs even if it is cancelled, as one that has begun. */
  public Runnable lastTask() {
    return tasks.get(tasks.size() - 1).task;
  }

  /** Runs the task that is due first. */
  public void runNext() {
    Scheduled next = Optional.of(waiting()).map(list -> list.get(0)).orElseThrow();
    tasks.remove(next);
    next.run();
  }

  private List<Scheduled> waiting() {
    return tasks.stream()
        .filter(task -> !task.isCancelled())
        .sorted(Comparator.comparingLong(task -> task.delay))
        .toList();
  }

  private static final class Scheduled extends FutureTask<Object>
      implements RunnableScheduledFuture<Object> {
    private final Runnable task;
    private final long delay;

    Scheduled(Runnable task, long delay) {
      super(asCallable(task));
      this.task = task;
      this.delay = delay;
    }

    private static Callable<Object> asCallable(Runnable task) {
      return () -> {
        task.run();
        return "done";
      };
    }

    @Override
    public boolean isPeriodic() {
      return false;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(delay, TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(delay, other.getDelay(TimeUnit.MILLISECONDS));
    }
  }
}

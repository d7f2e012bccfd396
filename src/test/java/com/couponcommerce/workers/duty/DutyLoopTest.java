package com.couponcommerce.workers.duty;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DutyLoopTest {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final SettableClock clock = new SettableClock();
  private final Deque<Supplier<Duration>> runs = new ArrayDeque<>();
  private final RedisOutage outage = new RedisOutage(clock::nanoTime);
  private final DutyLoop loop =
      new DutyLoop(new ScriptedDuty(), scheduler, new Random(1), clock::nanoTime, outage);
  private int count;

  private final class ScriptedDuty implements Duty {
    @Override
    public String name() {
      return "email test";
    }

    @Override
    public Duration runOnce() {
      count++;
      return runs.isEmpty() ? Duration.ofSeconds(1) : runs.poll().get();
    }
  }

  @Test
  void a_duty_runs_again_after_the_pause_it_asks_for() {
    loop.start();

    scheduler.runNext();

    assertThat(scheduler.delays()).containsExactly(1000L);
  }

  @Test
  void a_duty_that_throws_anything_runs_again_and_is_counted() {
    runs.add(
        () -> {
          throw new StackOverflowError();
        });
    loop.start();

    scheduler.runNext();
    scheduler.runNext();

    assertThat(count).isEqualTo(2);
    assertThat(loop.failures()).isEqualTo(1);
  }

  @Test
  void a_duty_backs_off_while_redis_is_unavailable() {
    for (int i = 0; i < 20; i++) {
      runs.add(
          () -> {
            throw new QueueUnavailableException("away", new RuntimeException());
          });
    }
    loop.start();
    scheduler.runNext();
    assertThat(scheduler.delays().get(0)).isBetween(50L, 100L);

    for (int i = 1; i < 20; i++) {
      scheduler.runNext();
    }

    assertThat(scheduler.delays().get(0)).isBetween(1000L, 2000L);
  }

  @Test
  void waking_ends_the_pause() {
    loop.start();
    scheduler.runNext();

    loop.wake();

    assertThat(scheduler.delays()).containsExactly(0L);
  }

  @Test
  void waking_a_duty_that_begins_at_that_moment_runs_it_once() {
    loop.start();
    Runnable begins = scheduler.lastTask();

    loop.wake();
    begins.run();
    scheduler.runNext();

    assertThat(count).isEqualTo(1);
    assertThat(scheduler.delays()).hasSize(1);
  }

  @Test
  void waking_a_running_duty_runs_it_once_more() {
    runs.add(
        () -> {
          loop.wake();
          return Duration.ofHours(1);
        });
    loop.start();

    scheduler.runNext();

    assertThat(count).isEqualTo(2);
    assertThat(scheduler.delays()).containsExactly(1000L);
  }

  @Test
  void a_busy_duty_yields_its_thread() {
    for (int i = 0; i < 100; i++) {
      runs.add(
          () -> {
            clock.tick(Duration.ofMillis(5));
            return Duration.ZERO;
          });
    }
    loop.start();

    scheduler.runNext();

    assertThat(count).isEqualTo(4);
    assertThat(scheduler.delays()).containsExactly(0L);
  }

  @Test
  void a_thread_that_wakes_a_duty_here_runs_it_itself() {
    loop.start();
    scheduler.runNext();

    loop.wakeHere(() -> Duration.ofMinutes(1));

    assertThat(count).isEqualTo(1);
    assertThat(scheduler.delays()).containsExactly(60_000L);
  }

  @Test
  void blocking_work_is_left_to_the_duty() {
    loop.start();
    scheduler.runNext();

    loop.wakeHere(() -> Duration.ZERO);
    assertThat(scheduler.delays()).containsExactly(0L);
    scheduler.runNext();

    assertThat(count).isEqualTo(2);
  }

  @Test
  void waking_a_running_duty_here_runs_it_once_more() {
    AtomicInteger here = new AtomicInteger();
    runs.add(
        () -> {
          loop.wakeHere(() -> Duration.ofDays(here.incrementAndGet()));
          return Duration.ofHours(1);
        });
    loop.start();

    scheduler.runNext();

    assertThat(here).hasValue(0);
    assertThat(count).isEqualTo(2);
  }

  @Test
  void waking_a_duty_that_runs_here_runs_it_here_once_more() {
    AtomicInteger here = new AtomicInteger();
    loop.start();
    scheduler.runNext();

    loop.wakeHere(
        () -> {
          if (here.incrementAndGet() == 1) {
            loop.wake();
          }
          return Duration.ofMinutes(1);
        });

    assertThat(here).hasValue(2);
    assertThat(count).isEqualTo(1);
    assertThat(scheduler.delays()).containsExactly(60_000L);
  }

  @Test
  void work_here_that_fails_is_repeated_by_the_duty() {
    loop.start();
    scheduler.runNext();

    loop.wakeHere(
        () -> {
          throw new QueueUnavailableException("away", new RuntimeException());
        });

    assertThat(loop.failures()).isEqualTo(1);
    assertThat(scheduler.delays().get(0)).isBetween(50L, 100L);
    scheduler.runNext();
    assertThat(count).isEqualTo(2);
  }

  @Test
  void a_stopped_duty_does_not_run_here() {
    AtomicInteger here = new AtomicInteger();
    loop.start();
    scheduler.runNext();
    loop.stop();

    loop.wakeHere(() -> Duration.ofDays(here.incrementAndGet()));

    assertThat(here).hasValue(0);
  }

  @Test
  void a_stopped_duty_does_not_run_again() {
    runs.add(
        () -> {
          loop.stop();
          return Duration.ZERO;
        });
    loop.start();

    scheduler.runNext();
    loop.awaitEnd(Duration.ofSeconds(1));

    assertThat(scheduler.delays()).isEmpty();
  }

  @Test
  void a_duty_that_hangs_shows_no_progress() {
    loop.start();
    scheduler.runNext();

    clock.tick(Duration.ofMinutes(3));

    assertThat(loop.sinceProgress()).isEqualTo(Duration.ofMinutes(3).minusSeconds(1));
  }

  @Test
  void a_long_pause_counts_as_progress() {
    runs.add(() -> Duration.ofHours(1));
    loop.start();
    scheduler.runNext();

    clock.tick(Duration.ofMinutes(70));

    assertThat(loop.sinceProgress()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void a_run_that_was_replaced_while_it_began_does_not_begin() {
    List<Runnable> begun = new ArrayList<>();
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(0) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            begun.add(task);
            return super.schedule(() -> {}, 1, TimeUnit.HOURS);
          }
        };
    DutyLoop woken =
        new DutyLoop(new ScriptedDuty(), threads, new Random(1), clock::nanoTime, outage);
    woken.start();
    woken.wake();

    List.copyOf(begun).forEach(Runnable::run);

    assertThat(count).isEqualTo(1);
    assertThat(begun).hasSize(3);
    threads.shutdownNow();
  }
}

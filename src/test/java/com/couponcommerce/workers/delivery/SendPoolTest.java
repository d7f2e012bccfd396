package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.duty.SharedExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendPoolTest {
  private final DeliveryFixture fixture = new DeliveryFixture();
  private final List<Runnable> threads = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private int idle;
  private final SendPool<String> pool =
      new SendPool<>(
          2,
          new SharedExecutor(threads::add),
          line(delivery -> sent.add(delivery.id().value())),
          () -> idle++);

  private static Supplier<DeliveryLine<String>> line(Consumer<Delivery<String>> send) {
    return () -> (delivery, upcoming) -> send.accept(delivery);
  }

  private List<Delivery<String>> deliveries(String... ids) {
    for (String id : ids) {
      fixture.redis.push(message(id));
    }
    return fixture.claim();
  }

  @Test
  void no_more_threads_are_used_than_the_pool_has() {
    pool.add(deliveries("m1", "m2", "m3", "m4"));

    assertThat(threads).hasSize(2);
  }

  @Test
  void a_message_counts_once_whether_its_thread_has_begun_or_not() {
    List<Integer> loads = new ArrayList<>();
    List<SendPool<String>> itself = new ArrayList<>();
    SendPool<String> slow =
        new SendPool<>(
            2,
            new SharedExecutor(threads::add),
            line(delivery -> loads.add(itself.get(0).load())),
            () -> {});
    itself.add(slow);

    slow.add(deliveries("m1", "m2", "m3", "m4"));
    assertThat(slow.load()).isEqualTo(4);
    threads.forEach(Runnable::run);

    assertThat(loads).containsExactly(4, 3, 2, 1);
    assertThat(slow.load()).isZero();
  }

  @Test
  void a_thread_sends_in_order_until_nothing_waits() {
    pool.add(deliveries("m1", "m2", "m3"));

    threads.forEach(Runnable::run);

    assertThat(sent).containsExactly("m1", "m2", "m3");
    assertThat(pool.load()).isZero();
    assertThat(pool.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void what_all_threads_send_in_a_time_follows_from_the_sends_before() {
    SendPool<String> slow =
        new SendPool<>(
            4,
            new SharedExecutor(threads::add),
            line(delivery -> pass(Duration.ofMillis(10))),
            () -> {});
    assertThat(slow.sendsIn(Duration.ofMillis(10))).isZero();

    slow.add(deliveries("m1"));
    threads.forEach(Runnable::run);

    assertThat(slow.sendsIn(Duration.ofMillis(10))).isBetween(0, 4);
    assertThat(slow.sendsIn(Duration.ofHours(1))).isBetween(1, 4 * 360_000);
  }

  /** Takes no less than a time. */
  private static void pass(Duration time) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time.toNanos()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void an_idle_thread_calls_idle_once() {
    pool.add(deliveries("m1", "m2", "m3"));

    threads.get(0).run();

    assertThat(sent).hasSize(3);
    assertThat(idle).isEqualTo(1);
  }

  @Test
  void a_message_that_arrives_as_a_thread_becomes_idle_is_sent() throws Exception {
    CountDownLatch isIdle = new CountDownLatch(1);
    CountDownLatch hasSent = new CountDownLatch(2);
    SendPool<String> patient =
        new SendPool<>(
            1,
            new SharedExecutor(threads::add),
            line(delivery -> hasSent.countDown()),
            isIdle::countDown);
    patient.add(deliveries("m1"));
    Thread thread = new Thread(threads.get(0));
    thread.start();
    isIdle.await();

    patient.add(deliveries("m2"));

    while (hasSent.getCount() > 0 && threads.size() == 1) {
      thread.join(1);
    }
    threads.subList(1, threads.size()).forEach(Runnable::run);
    thread.join();
    assertThat(hasSent.getCount()).isZero();
    assertThat(patient.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void a_message_that_arrives_as_a_thread_ends_is_sent() {
    List<Delivery<String>> late = deliveries("late");
    List<SendPool<String>> itself = new ArrayList<>();
    SendPool<String> one =
        new SendPool<>(
            1,
            new SharedExecutor(threads::add),
            line(delivery -> sent.add(delivery.id().value())),
            () -> {
              if (sent.size() == 1) {
                itself.get(0).add(late);
              }
            });
    itself.add(one);
    one.add(deliveries("m1"));

    assertThat(threads).hasSize(1);
    threads.get(0).run();

    assertThat(sent).containsExactly("m1", "late");
    assertThat(one.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void waiting_messages_can_be_taken_back() {
    pool.add(deliveries("m1", "m2", "m3"));

    List<Delivery<String>> taken = pool.takeWaiting();
    threads.forEach(Runnable::run);

    assertThat(taken).hasSize(3);
    assertThat(sent).isEmpty();
  }

  @Test
  void a_rejected_task_leaves_the_messages_to_be_taken_back() {
    SendPool<String> refused =
        new SendPool<>(
            2,
            new SharedExecutor(
                task -> {
                  throw new RejectedExecutionException();
                }),
            line(delivery -> sent.add("never")),
            () -> {});

    assertThatThrownBy(() -> refused.add(deliveries("m1")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(refused.takeWaiting()).hasSize(1);
    assertThat(refused.load()).isZero();
  }

  @Test
  void an_exception_from_a_send_costs_no_thread() {
    SendPool<String> failing =
        new SendPool<>(
            1,
            new SharedExecutor(threads::add),
            line(
                delivery -> {
                  sent.add(delivery.id().value());
                  throw new OutOfMemoryError("as told by the test");
                }),
            () -> {});
    failing.add(deliveries("m1", "m2"));

    threads.forEach(Runnable::run);

    assertThat(sent).containsExactly("m1", "m2");
    assertThat(failing.load()).isZero();
  }

  @Test
  void a_busy_thread_reserves_its_next_message_only_while_no_thread_is_free() {
    List<Optional<String>> reserved = new ArrayList<>();
    SendPool<String> two =
        new SendPool<>(2, new SharedExecutor(threads::add), () -> reserving(reserved), () -> {});

    two.add(deliveries("m1"));
    threads.get(0).run();
    two.add(deliveries("m2", "m3", "m4"));
    threads.get(1).run();

    assertThat(reserved)
        .as("m1: a thread could be had; m2: m3 or m4 is for the other thread that was requested")
        .containsExactly(Optional.empty(), Optional.of("m3"), Optional.empty(), Optional.empty());
    assertThat(two.load()).isZero();
  }

  @Test
  void a_busy_thread_reserves_only_what_a_free_one_leaves() {
    CountDownLatch otherIsIdle = new CountDownLatch(1);
    CountDownLatch busyHasReserved = new CountDownLatch(1);
    List<Optional<String>> reserved = new ArrayList<>();
    DeliveryLine<String> reserves = reserving(reserved);
    List<SendPool<String>> itself = new ArrayList<>();
    List<Thread> started = new CopyOnWriteArrayList<>();
    SendPool<String> two =
        new SendPool<>(
            2,
            new SharedExecutor(
                task -> {
                  started.add(new Thread(task));
                  started.get(started.size() - 1).start();
                }),
            () ->
                (delivery, upcoming) -> {
                  if (delivery.id().value().equals("busy")) {
                    awaitOrFail(otherIsIdle);
                    awaitWaiting(started);
                    itself.get(0).add(deliveries("one"));
                    reserves.deliver(delivery, upcoming);
                    itself.get(0).add(deliveries("two", "three"));
                    reserves.deliver(delivery, upcoming);
                    busyHasReserved.countDown();
                  } else if (!delivery.id().value().equals("other")) {
                    awaitOrFail(busyHasReserved);
                  }
                },
            otherIsIdle::countDown);
    itself.add(two);
    two.add(deliveries("busy", "other"));

    assertThat(two.awaitIdle(Duration.ofSeconds(30))).isTrue();

    assertThat(reserved.get(0)).as("the free thread's").isEmpty();
    assertThat(reserved.get(1)).as("one of three, of which it gets another").isPresent();
    assertThat(two.load()).isZero();
  }

  /** Waits until the other threads wait for a message, or have ended since none came. */
  private static void awaitWaiting(List<Thread> all) {
    while (all.stream()
        .filter(thread -> thread != Thread.currentThread())
        .map(Thread::getState)
        .anyMatch(is -> is != Thread.State.TIMED_WAITING && is != Thread.State.TERMINATED)) {
      Thread.onSpinWait();
    }
  }

  /** The clock decides how long it stays; that it asks whether it may is what this test sees. */
  @Test
  void the_only_idle_thread_stays_for_a_message_that_comes_later() {
    List<SendPool<String>> itself = new ArrayList<>();
    SharedExecutor askedByIdleThread =
        new SharedExecutor(threads::add) {
          @Override
          public int waiting() {
            if (sent.size() == 1 && itself.get(0).load() == 0) {
              itself.get(0).add(deliveries("m2"));
            }
            return super.waiting();
          }
        };
    SendPool<String> one =
        new SendPool<>(
            1, askedByIdleThread, line(delivery -> sent.add(delivery.id().value())), () -> {});
    itself.add(one);
    one.add(deliveries("m1"));

    threads.get(0).run();

    assertThat(sent).containsExactly("m1", "m2");
    assertThat(threads).as("tasks of the executor").hasSize(1);
  }

  @Test
  void a_reserved_message_can_be_taken_back() {
    List<Delivery<String>> taken = new ArrayList<>();
    List<SendPool<String>> itself = new ArrayList<>();
    SendPool<String> one =
        new SendPool<>(
            1,
            new SharedExecutor(threads::add),
            () ->
                (delivery, upcoming) -> {
                  sent.add(delivery.id().value());
                  assertThat(upcoming.get()).isPresent();
                  taken.addAll(itself.get(0).takeWaiting());
                },
            () -> {});
    itself.add(one);
    one.add(deliveries("m1", "m2", "m3"));

    threads.get(0).run();

    assertThat(sent).containsExactly("m1");
    assertThat(taken).extracting(delivery -> delivery.id().value()).containsExactly("m2", "m3");
    assertThat(one.load()).isZero();
  }

  @Test
  void a_free_thread_takes_over_what_a_busy_one_has_reserved() throws Exception {
    CountDownLatch bothBusy = new CountDownLatch(2);
    CountDownLatch isReserved = new CountDownLatch(1);
    CountDownLatch isTakenOver = new CountDownLatch(1);
    SendPool<String> two =
        new SendPool<>(
            2,
            new SharedExecutor(threads::add),
            () ->
                (delivery, upcoming) -> {
                  bothBusy.countDown();
                  switch (delivery.id().value()) {
                    case "slow" -> {
                      awaitOrFail(bothBusy);
                      assertThat(upcoming.get()).isPresent();
                      isReserved.countDown();
                      awaitOrFail(isTakenOver);
                    }
                    case "other" -> awaitOrFail(isReserved);
                    default -> isTakenOver.countDown();
                  }
                },
            () -> {});
    two.add(deliveries("slow", "other", "next"));

    List<Thread> running = threads.stream().map(Thread::new).toList();
    running.forEach(Thread::start);
    for (Thread thread : running) {
      thread.join();
    }

    assertThat(isTakenOver.getCount()).isZero();
    assertThat(two.awaitIdle(Duration.ZERO)).isTrue();
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static DeliveryLine<String> reserving(List<Optional<String>> reserved) {
    return (delivery, upcoming) -> reserved.add(upcoming.get().map(next -> next.id().value()));
  }

  @Test
  void an_executor_that_fails_leaks_no_slot() {
    List<Error> failures = new ArrayList<>(List.of(new OutOfMemoryError("no thread")));
    SendPool<String> unlucky =
        new SendPool<>(
            1,
            new SharedExecutor(
                task -> {
                  if (!failures.isEmpty()) {
                    throw failures.remove(0);
                  }
                  threads.add(task);
                }),
            line(delivery -> sent.add(delivery.id().value())),
            () -> {});
    List<Delivery<String>> both = deliveries("m1", "m2");

    assertThatThrownBy(() -> unlucky.add(both.subList(0, 1)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(unlucky.isRejected()).isTrue();
    assertThat(unlucky.takeWaiting()).hasSize(1);

    unlucky.add(both.subList(1, 2));
    threads.forEach(Runnable::run);
    assertThat(sent).containsExactly("m2");
  }

  /** Two channels with one thread; the first has far more messages. */
  @Test
  void channels_take_turns_on_an_executor_with_few_threads() throws Exception {
    ExecutorService single = Executors.newSingleThreadExecutor();
    try {
      SharedExecutor shared = new SharedExecutor(single);
      List<String> order = Collections.synchronizedList(new ArrayList<>());
      SendPool<String> busy =
          new SendPool<>(2, shared, line(each -> slowly(order, each)), () -> {});
      SendPool<String> other =
          new SendPool<>(2, shared, line(each -> slowly(order, each)), () -> {});
      String[] many = IntStream.range(0, 400).mapToObj(i -> "busy" + i).toArray(String[]::new);
      List<Delivery<String>> all = new ArrayList<>(deliveries(many));
      while (all.size() < many.length) {
        all.addAll(fixture.claim());
      }
      busy.add(all);
      other.add(deliveries("other"));

      assertThat(busy.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(order).hasSize(401);
      assertThat(order.indexOf("other")).isLessThan(200);
    } finally {
      single.shutdownNow();
    }
  }

  private static void slowly(List<String> order, Delivery<String> delivery) {
    LockSupport.parkNanos(1_000_000);
    order.add(delivery.id().value());
  }
}

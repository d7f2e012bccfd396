package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker with an executor that can be frozen, and a clock that can be moved forward. */
@Timeout(120)
class StallTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final Duration STALL_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration SEND_DEADLINE = Duration.ofMinutes(5);

  /** Messages in processing while no send has ended: one waits for each slot. */
  private static final int FULL = 2 * PlainWorker.CONCURRENCY;

  private final FreezableExecutor executor = new FreezableExecutor();
  private final AtomicLong ahead = new AtomicLong();
  private final ScriptedSender sender = new ScriptedSender();

  @AfterEach
  void stop() {
    executor.close();
  }

  private PlainWorker start(Map<String, String> settings) {
    return PlainWorker.start(settings, sender, executor, () -> System.nanoTime() + ahead.get());
  }

  private PlainWorker start() {
    return start(Map.of("REDIS_URL", url()));
  }

  /** Starts a worker whose reclaim duty, which runs three times per lease, is due soon. */
  private PlainWorker startWithShortLeases() {
    return start(Map.of("REDIS_URL", url(), "PROCESSING_TIMEOUT_MS", "1000"));
  }

  private void push(int messages) {
    IntStream.range(0, messages)
        .forEach(i -> client.lpush(KEYS.pending(), "{\"to\":\"a@example.com\",\"n\":" + i + "}"));
  }

  private void tick(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  private static QueueCounts counts(PlainWorker worker) {
    return new QueueCounter(worker.redis()).count(Channel.EMAIL);
  }

  private static void awaitStall(PlainWorker worker, String reason) {
    await()
        .untilAsserted(
            () -> {
              assertThat(worker.stall())
                  .hasValueSatisfying(
                      stall -> {
                        assertThat(stall.reason()).contains(reason);
                        assertThat(stall.since()).isGreaterThan(STALL_TIMEOUT);
                      });
            });
  }

  private static void awaitGoingOn(PlainWorker worker) {
    await().until(() -> counts(worker).equals(QueueCounts.NONE) && worker.stall().isEmpty());
  }

  @Test
  void an_executor_that_rejects_all_tasks_is_a_stall_until_it_works_again() {
    try (PlainWorker worker = start()) {
      executor.refuse();
      push(3);
      await().until(() -> executor.withheld() > 0);
      assertThat(worker.stall()).isEmpty();

      tick(STALL_TIMEOUT.plusSeconds(1));
      awaitStall(worker, "the server's executor accepts no work");
      await().until(() -> counts(worker).pending() == 3);

      executor.thaw();
      awaitGoingOn(worker);
    }
  }

  @Test
  void an_executor_without_a_thread_is_a_stall_until_it_has_one() {
    try (PlainWorker worker = startWithShortLeases()) {
      executor.keep();
      push(3);
      // They are given back: another instance may have threads.
      await().until(() -> executor.withheld() > 0 && counts(worker).pending() >= 2);
      tick(STALL_TIMEOUT.plusSeconds(1));

      awaitStall(worker, "gives it no thread");

      executor.thaw();
      awaitGoingOn(worker);
    }
  }

  @Test
  void claims_that_fail_are_a_stall_until_they_work_again() {
    try (PlainWorker worker = start()) {
      client.lpush(KEYS.processing(), "no sorted set");
      push(3);
      tick(STALL_TIMEOUT.plusSeconds(1));

      awaitStall(worker, "fails again and again");

      client.del(KEYS.processing());
      awaitGoingOn(worker);
    }
  }

  @Test
  void busy_slots_stall_only_when_their_sends_hang() {
    CountDownLatch answer = new CountDownLatch(1);
    for (int i = 0; i < PlainWorker.CONCURRENCY; i++) {
      sender.answer(
          () -> {
            awaitUninterrupted(answer);
            return new Delivered("250 ok");
          });
    }
    push(FULL + 10);
    try (PlainWorker worker = start()) {
      try {
        await().until(() -> worker.attempts() == PlainWorker.CONCURRENCY);
        await().until(() -> counts(worker).processing() == FULL);

        tick(SEND_DEADLINE.minusSeconds(30));
        assertThat(worker.stall()).isEmpty();
        tick(Duration.ofMinutes(1));
        awaitStall(worker, "all slots hang");
      } finally {
        answer.countDown();
      }
      awaitGoingOn(worker);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_idle_worker_does_not_stall() {
    try (PlainWorker worker = start()) {
      tick(STALL_TIMEOUT.plusSeconds(1));

      await().until(() -> worker.stall().isEmpty());
    }
  }

  @Test
  void a_channel_with_an_open_breaker_does_not_stall() {
    for (int i = 0; i < 100; i++) {
      sender.probeFails(FailureClass.CONFIG, "535");
    }
    try (PlainWorker worker = startWithShortLeases()) {
      push(3);
      await().until(() -> counts(worker).pending() == 3);

      tick(STALL_TIMEOUT.plusSeconds(1));

      assertThat(worker.stall()).isEqualTo(Optional.empty());
      assertThat(worker.attempts()).isZero();
    }
  }

  @Test
  void a_channel_that_an_operator_pauses_does_not_stall() {
    try (PlainWorker worker = start()) {
      new Pauses(worker.redis(), Channel.EMAIL).pause("holiday", "anna", Optional.empty());
      push(3);
      tick(STALL_TIMEOUT.plusSeconds(1));

      await().until(() -> worker.stall().isEmpty());
      assertThat(counts(worker).pending()).isEqualTo(3);
    }
  }

  @Test
  void a_rate_limit_is_no_stall() {
    try (PlainWorker worker = start(Map.of("REDIS_URL", url(), "EMAIL_RATE_LIMIT", "1/h"))) {
      push(3);
      await().until(() -> worker.attempts() == 1 && counts(worker).pending() == 2);

      tick(STALL_TIMEOUT.plusSeconds(1));

      await().until(() -> worker.stall().isEmpty());
      assertThat(counts(worker).pending()).isEqualTo(2);
    }
  }

  @Test
  void a_message_that_waits_for_a_key_of_another_type_is_a_stall_that_names_the_key() {
    client.lpush(KEYS.sent(), "no sorted set");
    try (PlainWorker worker = start()) {
      client.lpush(KEYS.pending(), "{\"to\":\"a@example.com\",\"id\":\"m1\"}");
      await().until(() -> counts(worker).processing() == 1);
      tick(STALL_TIMEOUT.plusSeconds(1));

      awaitStall(worker, "queue:email:sent holds a list, not a sorted set: rename that key");

      client.del(KEYS.sent());
      awaitGoingOn(worker);
      assertThat(worker.attempts()).isEqualTo(1);
    }
  }
}

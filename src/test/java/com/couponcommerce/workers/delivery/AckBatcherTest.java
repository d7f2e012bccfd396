package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.Settlement.Accepted;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.LeaseToken;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.QueueCounts;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batched acks, and the guarantees that each of them keeps. */
class AckBatcherTest {
  private static DeliveryFixture batching(DeliveryFixture fixture) {
    fixture.batchAcks = true;
    return fixture;
  }

  private static void push(DeliveryFixture fixture, int count) {
    for (int i = 1; i <= count; i++) {
      fixture.redis.push(message("m" + i));
    }
  }

  @Test
  void a_delivered_message_stays_in_flight_until_its_ack_is_answered() {
    DeliveryFixture fixture = batching(new DeliveryFixture());
    push(fixture, 3);

    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).hasSize(3);
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 3, 0, 0));
    assertThat(fixture.inFlight.size()).isEqualTo(3);
    assertThat(fixture.listener.heard()).isEmpty();

    fixture.acks.flush();

    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
    assertThat(fixture.inFlight.size()).isZero();
    assertThat(fixture.listener.heard())
        .containsExactly("delivered m1", "delivered m2", "delivered m3");
    assertThat(fixture.redis.sent(List.of(new MessageId("m1"), new MessageId("m3")))).hasSize(2);
  }

  @Test
  void a_full_batch_is_flushed_at_once() {
    DeliveryFixture fixture = batching(new DeliveryFixture());
    push(fixture, AckBatcher.MAX_BATCH + 1);

    while (fixture.redis.counts().pending() > 0) {
      fixture.deliverAll();
    }

    assertThat(fixture.listener.heard()).hasSize(AckBatcher.MAX_BATCH);
    assertThat(fixture.inFlight.size()).isEqualTo(1);
  }

  @Test
  void an_ack_is_not_batched_where_a_crash_would_make_the_outcome_unknown() {
    DeliveryFixture fixture = batching(DeliveryFixture.neverTwice());
    push(fixture, 1);

    fixture.deliverAll();

    assertThat(fixture.listener.heard()).containsExactly("delivered m1");
  }

  @Test
  void one_lost_lease_does_not_affect_the_others() {
    DeliveryFixture fixture = batching(new DeliveryFixture());
    push(fixture, 3);
    List<Delivery<String>> deliveries = fixture.claim();
    deliveries.forEach(fixture::deliver);
    fixture.queue.extend(
        MessageQueueContract.unmarked(deliveries.get(1).lease().candidates()), fixture.queue.now());

    fixture.acks.flush();

    assertThat(fixture.listener.heard())
        .containsExactly("delivered m1", "lease lost m2", "delivered m3");
    assertThat(fixture.redis.processing()).containsExactly(message("m2"));
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void a_message_with_two_possible_tokens_is_acked_with_both() {
    DeliveryFixture fixture = batching(new DeliveryFixture());
    push(fixture, 2);
    List<Delivery<String>> deliveries = fixture.claim();
    deliveries.forEach(fixture::deliver);
    OwnLease lease = deliveries.get(0).lease();
    LeaseToken now = fixture.queue.now();
    fixture.queue.extend(MessageQueueContract.unmarked(lease.candidates()), now);
    lease.maybeExtended(now);

    fixture.acks.flush();

    assertThat(fixture.listener.heard()).containsExactly("delivered m1", "delivered m2");
    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_batch_without_an_answer_is_repeated(boolean afterWork) {
    DeliveryFixture flaky =
        batching(new DeliveryFixture(queue -> UnansweredQueue.losing(2, "ack", afterWork, queue)));
    push(flaky, 3);
    flaky.deliverAll();

    flaky.acks.flush();

    assertThat(flaky.redis.counts()).isEqualTo(QueueCounts.NONE);
    assertThat(flaky.listener.heard()).hasSize(3).allMatch(line -> line.startsWith("delivered"));
    assertThat(flaky.sender.attempts()).hasSize(3);
  }

  @Test
  void a_stop_while_redis_is_down_leaves_the_batch_to_be_reclaimed() {
    DeliveryFixture away =
        batching(
            new DeliveryFixture(
                queue -> UnansweredQueue.losing(Integer.MAX_VALUE, "ack", false, queue)));
    push(away, 2);
    away.deliverAll();
    away.stop.give();

    away.acks.flush();

    assertThat(away.redis.processing()).hasSize(2);
    assertThat(away.inFlight.size()).isZero();
  }

  @Test
  void leases_of_batched_acks_are_extended() {
    DeliveryFixture fixture = batching(new DeliveryFixture());
    push(fixture, 1);
    fixture.deliverAll();
    MessageQueue queue = fixture.queue;
    OwnLease lease = fixture.inFlight.all().get(0);
    LeaseToken later = queue.now();
    fixture.tick(Duration.ofSeconds(10));

    queue.extend(MessageQueueContract.unmarked(lease.candidates()), later);
    lease.extended(later, fixture.clock.nanoTime());
    fixture.acks.flush();

    assertThat(fixture.listener.heard()).containsExactly("delivered m1");
  }

  @Test
  void a_stop_waits_for_a_batch_that_another_thread_flushes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    DeliveryFixture slow =
        batching(new DeliveryFixture(queue -> answeringLate(queue, asked, answers)));
    push(slow, 1);
    slow.deliverAll();
    Thread other = new Thread(slow.acks::flush);
    other.start();
    asked.await();

    assertThat(slow.acks.awaitFlushed(Duration.ofMillis(1))).isFalse();
    answers.countDown();
    assertThat(slow.acks.awaitFlushed(Duration.ofSeconds(20))).isTrue();

    assertThat(slow.redis.counts()).isEqualTo(QueueCounts.NONE);
    other.join();
  }

  private static MessageQueue answeringLate(
      MessageQueue queue, CountDownLatch asked, CountDownLatch answers) {
    return (MessageQueue)
        Proxy.newProxyInstance(
            MessageQueue.class.getClassLoader(),
            new Class<?>[] {MessageQueue.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("ack")) {
                asked.countDown();
                answers.await();
              }
              return method.invoke(queue, arguments);
            });
  }

  @Test
  void a_planned_flush_is_needed_while_its_batch_waits() {
    DeliveryFixture fixture = new DeliveryFixture();
    push(fixture, 2);
    List<Delivery<String>> deliveries = fixture.claim();
    List<BooleanSupplier> planned = new ArrayList<>();
    AckBatcher<String> acks =
        new AckBatcher<>(fixture.settlement, true, (needed, flush) -> planned.add(needed));

    acks.add(new Accepted<>(deliveries.get(0), "250 ok", Duration.ZERO));
    assertThat(planned).extracting(BooleanSupplier::getAsBoolean).containsExactly(true);
    acks.flush();
    assertThat(planned).extracting(BooleanSupplier::getAsBoolean).containsExactly(false);
    acks.add(new Accepted<>(deliveries.get(1), "250 ok", Duration.ZERO));

    assertThat(planned).extracting(BooleanSupplier::getAsBoolean).containsExactly(false, true);
  }

  @Test
  void a_stop_that_waits_is_woken_by_the_answer_of_the_last_batch() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    DeliveryFixture slow =
        batching(new DeliveryFixture(queue -> answeringLate(queue, asked, answers)));
    push(slow, 1);
    slow.deliverAll();
    Thread other = new Thread(slow.acks::flush);
    other.start();
    asked.await();
    FutureTask<Boolean> flushed =
        new FutureTask<>(() -> slow.acks.awaitFlushed(Duration.ofDays(1)));
    Thread stop = new Thread(flushed);
    stop.setDaemon(true);
    stop.start();
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

    answers.countDown();

    assertThat(flushed.get(20, TimeUnit.SECONDS)).isTrue();
    other.join();
  }
}

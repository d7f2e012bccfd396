package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.fields;
import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.queue.LeaseToken;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.settings.RateLimit;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelivererTest {
  private final DeliveryFixture fixture = new DeliveryFixture();

  @Test
  void a_delivered_message_leaves_the_queue() {
    fixture.redis.push(message("m1"));

    fixture.deliverAll();

    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
    assertThat(fixture.listener.heard()).containsExactly("delivered m1");
    assertThat(fixture.listener.attempts()).singleElement().isInstanceOf(Delivered.class);
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void failure_n_sets_retries_to_n_and_the_last_one_dead_letters() throws Exception {
    Payload payload = Payload.of("{\"id\":\"m1\",\"to\":\"a@x.org\",\"price\":1.10,\"tags\":[]}");
    fixture.redis.push(payload);
    for (int i = 0; i < 3; i++) {
      fixture.sender.answer(FailureClass.TRANS_RECIPIENT, "450 4.2.1");
    }

    fixture.deliverAll();
    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).hasValue(1);
    fixture.retryAll();
    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).hasValue(2);
    fixture.retryAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m1", "m1");
    PayloadEditor deadLetter = fields(fixture.redis.deadLetters().get(0)).edit();
    assertThat(deadLetter.elements("failures"))
        .hasSize(3)
        .first()
        .isEqualTo(
            "{\"attempt\":1,\"class\":\"TRANS_RECIPIENT\",\"code\":\"450 4.2.1\","
                + "\"error\":\"said the provider\",\"at\":\"2026-11-23T12:00:00Z\"}");
    assertThat(deadLetter.remove("failures").toPayload())
        .isEqualTo(
            Payload.of(
                "{\"id\":\"m1\",\"to\":\"a@x.org\",\"price\":1.10,\"tags\":[],\"retries\":3,\"deadLetter\":{\"reason\":\"retries_exhausted\",\"code\":\"450"
                    + " 4.2.1\",\"error\":\"said the"
                    + " provider\",\"at\":\"2026-11-23T12:00:12Z\",\"attempts\":3}}"));
  }

  @Test
  void a_retry_waits_at_least_its_delay() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(FailureClass.TRANS_RECIPIENT, "450");
    fixture.deliverAll();

    fixture.tick(Duration.ofMillis(4999));

    assertThat(fixture.queue.promote(10).moved()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"PERM_RECIPIENT", "PERM_MESSAGE"})
  void a_permanent_failure_dead_letters_at_once(FailureClass failureClass) throws Exception {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(failureClass, "550 5.1.1");

    fixture.deliverAll();

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 0, 1));
    Payload deadLetter = fixture.redis.deadLetters().get(0);
    assertThat(fields(deadLetter).count("retries", 9)).hasValue(1);
    assertThat(fields(deadLetter).edit().json("deadLetter").orElseThrow())
        .contains("\"code\":\"550 5.1.1\"", "\"error\":\"said the provider\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "PROVIDER_DOWN"})
  void an_outage_uses_no_attempt(FailureClass failureClass) throws Exception {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(
        () -> new Failed(ScriptedSender.failure(failureClass, "421").ofSession()));

    fixture.deliverAll();

    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).hasValue(0);
  }

  @Test
  void a_wrong_password_releases_the_message_and_shuts_the_gate() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(
        () -> new Failed(ScriptedSender.failure(FailureClass.CONFIG, "535 5.7.8").ofSession()));

    fixture.deliverAll();

    assertThat(fixture.redis.pending()).containsExactly(message("m1"));
    assertThat(fixture.gate.pause().orElseThrow().cause()).isEqualTo(FailureClass.CONFIG);
    assertThat(fixture.gate.pause().orElseThrow().reason()).contains("535 5.7.8");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIG", "THROTTLED", "PROVIDER_DOWN"})
  void what_a_witness_shows_to_be_a_messages_own_counts_and_ends_it(FailureClass failureClass)
      throws Exception {
    fixture.redis.push(message("m1"));
    for (int attempt = 1; attempt <= 3; attempt++) {
      fixture.sender.answer(failureClass, "450 4.1.8");
      fixture.retryAll();
      if (attempt == 1) {
        assertThat(fixture.redis.processing()).hasSize(1);
        fixture.redis.push(message("witness"));
        fixture.claim().forEach(this::tryAlone);
      }
    }

    assertThat(fixture.listener.heard())
        .contains("delivered witness", "dead-lettered m1 retries_exhausted");
    assertThat(fields(fixture.redis.deadLetters().get(0)).count("retries", 9)).hasValue(3);
  }

  private void tryAlone(Delivery<String> delivery) {
    fixture.gate.tryAlone(delivery.id());
    fixture.deliver(delivery);
  }

  @Test
  void what_accuses_us_ends_no_message_however_long_it_lasts() throws Exception {
    fixture.redis.push(message("m1"), message("m2"));
    for (int attempt = 1; attempt <= 50; attempt++) {
      fixture.sender.answer(FailureClass.CONFIG, "550 5.7.1");
      fixture.sender.answer(FailureClass.CONFIG, "550 5.7.1");
      fixture.tick(Duration.ofMinutes(1));
      fixture.queue.promote(100);
      fixture.claim().forEach(this::tryAlone);
    }

    assertThat(fixture.redis.deadLetters()).isEmpty();
    assertThat(fixture.sender.attempts()).hasSizeGreaterThan(50);
    for (Payload waiting : fixture.redis.retry()) {
      assertThat(fields(waiting).count("retries", 9)).hasValue(0);
    }
  }

  @Test
  void the_delay_that_a_provider_asks_for_is_kept() {
    fixture.redis.push(message("m1"));
    Failure greylisted =
        new Failure(
            FailureClass.TRANS_RECIPIENT, "451", "greylisted", Optional.of(Duration.ofMinutes(5)));
    fixture.sender.answer(() -> new Failed(greylisted));
    fixture.deliverAll();

    Duration due = fixture.queue.promote(10).nextDue().orElseThrow();

    assertThat(due).isBetween(Duration.ofMinutes(5).minusSeconds(1), Duration.ofSeconds(331));
  }

  @Test
  void an_unknown_outcome_is_retried_with_the_same_id() {
    fixture.redis.push(Payload.of("{\"to\":\"a@x.org\"}"));
    fixture.sender.answer(FailureClass.AMBIGUOUS, "eof");

    fixture.deliverAll();
    fixture.retryAll();

    assertThat(fixture.sender.attempts()).hasSize(2).containsOnly(fixture.sender.attempts().get(0));
  }

  @Test
  void a_partly_delivered_message_is_retried_for_the_remaining_recipients() throws Exception {
    fixture.redis.push(message("m1"));
    Failure full = ScriptedSender.failure(FailureClass.TRANS_RECIPIENT, "452 4.2.2");
    fixture.sender.answer(() -> new PartlyDelivered(List.of("b@x.org"), full));

    fixture.deliverAll();

    assertThat(fields(fixture.redis.retry().get(0)).reader().texts(CommonFields.REMAINING))
        .containsExactly("b@x.org");
  }

  @Test
  void an_exception_in_the_sender_counts_as_a_failed_attempt() throws Exception {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(
        () -> {
          throw new StackOverflowError();
        });

    fixture.deliverAll();

    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).hasValue(1);
  }

  @Test
  void a_message_may_limit_its_attempts() {
    fixture.redis.push(Payload.of("{\"id\":\"m1\",\"to\":\"a@x.org\",\"maxRetries\":1}"));
    fixture.sender.answer(FailureClass.TRANS_RECIPIENT, "450");

    fixture.deliverAll();

    assertThat(fixture.redis.deadLetters()).hasSize(1);
  }

  @Test
  void a_lost_lease_is_reported_and_changes_nothing() {
    fixture.redis.push(message("m1"));
    List<Delivery<String>> claimed = fixture.claim();
    fixture.tick(Duration.ofSeconds(31));
    fixture
        .queue
        .stale(Duration.ofSeconds(30), 10)
        .forEach(l -> fixture.queue.reclaim(l, message("m2")));

    claimed.forEach(fixture::deliver);

    assertThat(fixture.redis.pending()).containsExactly(message("m2"));
    assertThat(fixture.listener.heard()).containsExactly("lease lost m1");
  }

  @Test
  void a_fenced_send_is_released_without_using_an_attempt() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(Abandoned::new);

    fixture.deliverAll();

    assertThat(fixture.redis.pending()).containsExactly(message("m1"));
    assertThat(fixture.inFlight.size()).isZero();
    assertThat(fixture.listener.attempts()).isEmpty();
  }

  private static Payload untilTwentySecondsPast() {
    return Payload.of("{\"id\":\"m1\",\"to\":\"a@x.org\",\"expiresAt\":\"2026-11-23T12:00:20Z\"}");
  }

  @Test
  void a_message_that_expires_while_it_waits_for_its_turn_is_not_sent() throws Exception {
    fixture.redis.push(untilTwentySecondsPast());
    List<Delivery<String>> claimed = fixture.claim();
    fixture.clock.tick(Duration.ofSeconds(20));

    claimed.forEach(fixture::deliver);

    assertThat(fixture.sender.attempts()).isEmpty();
    assertThat(fixture.listener.heard()).containsExactly("dead-lettered m1 expired");
    assertThat(fields(fixture.redis.deadLetters().get(0)).count("retries", 9)).hasValue(0);
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void a_message_that_expires_while_its_connection_opens_is_not_handed_over() {
    fixture.redis.push(untilTwentySecondsPast());
    fixture.sender.answerFenced(
        fence -> {
          assertThat(fence.mayHandOver()).isTrue();
          fixture.clock.tick(Duration.ofSeconds(20));
          assertThat(fence.mayHandOver()).isFalse();
          return new Abandoned();
        });

    fixture.deliverAll();

    assertThat(fixture.listener.heard()).containsExactly("dead-lettered m1 expired");
  }

  @Test
  void a_delayed_send_that_exceeds_the_limit_is_released_without_an_attempt() {
    fixture.limit(Optional.of(new RateLimit(5, Duration.ofHours(1))), Duration.ofSeconds(1));
    fixture.redis.push(message("m1"), message("m2"));
    fixture.sender.answerFenced(DelivererTest::sendIfAllowed);
    fixture.sender.answerFenced(DelivererTest::sendIfAllowed);

    fixture.deliverAll();

    assertThat(fixture.listener.heard()).containsExactly("delivered m1", "released m2");
    assertThat(fixture.redis.pending()).containsExactly(message("m2"));
  }

  @Test
  void one_attempt_uses_one_permit_however_often_its_sender_asks() {
    fixture.limit(Optional.of(new RateLimit(5, Duration.ofHours(1))), Duration.ofSeconds(1));
    fixture.redis.push(message("m1"));
    fixture.sender.answerFenced(
        fence -> fence.mayHandOver() ? sendIfAllowed(fence) : new Abandoned());

    fixture.deliverAll();

    assertThat(fixture.listener.heard()).containsExactly("delivered m1");
  }

  /** Only Redis's clock is the same for all instances. */
  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void whether_it_has_expired_is_told_by_the_clock_of_redis(long secondsAhead) {
    Instant now = fixture.clock.instant();
    fixture.redis.push(
        Payload.of("{\"to\":\"a\",\"id\":\"m1\",\"expiresAt\":\"" + now.plusSeconds(60) + "\"}"));
    Delivery<String> delivery = fixture.claim().get(0);
    fixture.clock.jump(Duration.ofSeconds(secondsAhead));

    fixture.deliver(delivery);

    assertThat(fixture.listener.heard()).containsExactly("delivered m1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_unforeseen_failure_behind_the_fence_is_an_unknown_outcome(boolean behind) {
    DeliveryFixture once = DeliveryFixture.neverTwice();
    once.redis.push(message("m1"));
    once.sender.answerFenced(
        fence -> {
          assertThat(!behind || fence.mayHandOver()).isTrue();
          throw new IllegalStateException("a bug");
        });

    once.deliverAll();

    assertThat(once.redis.counts())
        .isEqualTo(behind ? new QueueCounts(0, 0, 0, 1) : new QueueCounts(0, 0, 1, 0));
  }

  private static DeliveryResult sendIfAllowed(SendFence fence) {
    return fence.mayHandOver() ? new Delivered("250 ok") : new Abandoned();
  }

  @Test
  void a_trial_whose_sender_address_is_refused_waits_behind_the_others() throws Exception {
    fixture.redis.push(message("m1"));
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();
    fixture.sender.answer(FailureClass.CONFIG, "550 5.7.1");

    fixture.claim().forEach(this::tryAlone);

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 1, 0));
    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_ack_without_an_answer_is_repeated_and_the_message_sent_once(boolean afterWork) {
    DeliveryFixture flaky =
        new DeliveryFixture(queue -> UnansweredQueue.losing(2, "ack", afterWork, queue));
    flaky.redis.push(message("m1"));

    flaky.deliverAll();

    assertThat(flaky.redis.counts()).isEqualTo(QueueCounts.NONE);
    assertThat(flaky.listener.heard()).containsExactly("delivered m1");
    assertThat(flaky.sender.attempts()).hasSize(1);
    assertThat(flaky.redis.sent(List.of(new MessageId("m1")))).hasSize(1);
  }

  @Test
  void a_stop_ends_the_wait_for_an_unavailable_redis() {
    DeliveryFixture away =
        new DeliveryFixture(queue -> UnansweredQueue.losing(1_000_000, "ack", false, queue));
    away.redis.push(message("m1"));
    away.stop.give();

    away.deliverAll();

    assertThat(away.redis.processing()).containsExactly(message("m1"));
  }

  @Test
  void an_ack_is_sent_for_both_tokens_even_if_the_old_one_seems_to_work() {
    DeliveryFixture flaky = new DeliveryFixture(DelivererTest::claimingEachAckWorked);
    flaky.redis.push(message("m1"));
    Delivery<String> delivery = flaky.claim().get(0);
    LeaseToken now = flaky.queue.now();
    flaky.queue.extend(MessageQueueContract.unmarked(delivery.lease().candidates()), now);
    delivery.lease().maybeExtended(now);

    flaky.deliver(delivery);

    assertThat(flaky.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  /** Reports every ack as done, as after a lost reply: the repeated script finds nothing. */
  private static MessageQueue claimingEachAckWorked(MessageQueue queue) {
    return (MessageQueue)
        Proxy.newProxyInstance(
            MessageQueue.class.getClassLoader(),
            new Class<?>[] {MessageQueue.class},
            (proxy, method, arguments) -> {
              Object reply = method.invoke(queue, arguments);
              return method.getName().equals("ack") ? ((Map<?, ?>) arguments[0]).keySet() : reply;
            });
  }

  @Test
  void a_message_that_is_redriven_again_and_again_stays_bounded() {
    fixture.redis.push(message("m1"));
    for (int i = 0; i < 200; i++) {
      fixture.sender.answer(FailureClass.PERM_RECIPIENT, "550 5.1.1");
      fixture.deliverAll();
      fixture.redis.redrive(fixture.redis.deadLetters().get(0), Optional.of(new MessageId("m1")));
    }

    assertThat(fixture.redis.pending().get(0).size()).isLessThan(9500);
  }

  @Test
  void an_unknown_outcome_is_dead_lettered_on_a_channel_that_sends_once() throws Exception {
    DeliveryFixture once = DeliveryFixture.neverTwice();
    once.redis.push(message("m1"));
    once.sender.answer(FailureClass.AMBIGUOUS, "timeout");

    once.deliverAll();

    assertThat(once.redis.counts()).isEqualTo(new QueueCounts(0, 0, 0, 1));
    assertThat(once.listener.heard()).containsExactly("dead-lettered m1 outcome_unknown");
  }

  @Test
  void a_recipient_who_opted_out_gets_nothing_more() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(FailureClass.PERM_RECIPIENT, "STOP");
    fixture.deliverAll();
    fixture.redis.push(message("m2"));

    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1");
    assertThat(fixture.listener.heard())
        .containsExactly("dead-lettered m1 recipient_refused", "dead-lettered m2 opted_out");
  }

  @Test
  void a_message_is_marked_while_it_is_with_its_provider() {
    DeliveryFixture once = DeliveryFixture.neverTwice();
    once.redis.push(message("m1"), message("m2"));
    once.sender.answer(
        () -> {
          assertThat(once.sendingMarks.isMarked(new MessageId("m1"))).isTrue();
          return new Failed(ScriptedSender.failure(FailureClass.TRANS_RECIPIENT, "30003"));
        });

    once.deliverAll();

    assertThat(once.sender.attempts()).containsExactly("m1", "m2");
    assertThat(once.sendingMarks.isMarked(new MessageId("m1"))).isFalse();
    assertThat(once.sendingMarks.isMarked(new MessageId("m2"))).isFalse();
  }

  @Test
  void a_message_released_without_an_attempt_leaves_the_mark_of_its_twin() {
    DeliveryFixture once = DeliveryFixture.neverTwice();
    once.sendingMarks.mark(new MessageId("m1"));
    once.redis.push(message("m1"));

    once.settlement.release(once.claim(), "stopping");

    assertThat(once.sendingMarks.isMarked(new MessageId("m1"))).isTrue();
  }

  private static Payload to(String id, String recipient) {
    return Payload.of("{\"id\":\"" + id + "\",\"to\":\"" + recipient + "\"}");
  }

  @Test
  void a_message_over_the_limit_of_its_recipient_waits_and_blocks_no_other() throws Exception {
    fixture.sender.limitRecipients();
    fixture.redis.push(to("m1", "a"), to("m2", "a"), to("m3", "a"), to("m4", "b"));

    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m2", "m4");
    assertThat(fixture.listener.heard())
        .containsExactly("delivered m1", "delivered m2", "deferred m3 in 3600001", "delivered m4");
    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).isEmpty();
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void a_deferred_message_is_sent_when_it_is_due() {
    fixture.sender.limitRecipients();
    fixture.redis.push(to("m1", "a"), to("m2", "a"), to("m3", "a"));
    fixture.deliverAll();

    fixture.tick(Duration.ofHours(1).plusMillis(3));
    fixture.queue.promote(10);
    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m2", "m3");
    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  void each_attempt_counts_for_its_recipient() {
    fixture.sender.limitRecipients();
    fixture.redis.push(to("m1", "a"));
    fixture.sender.answer(FailureClass.TRANS_RECIPIENT, "30003");
    fixture.sender.answer(FailureClass.TRANS_RECIPIENT, "30003");

    fixture.deliverAll();
    fixture.retryAll();
    fixture.retryAll();

    assertThat(fixture.sender.attempts()).hasSize(2);
    assertThat(fixture.listener.heard().get(2)).startsWith("deferred m1 in ");
  }

  @Test
  void byte_identical_deferred_messages_all_wait() {
    fixture.sender.limitRecipients();
    fixture.redis.push(to("m1", "a"), to("m2", "a"));
    fixture.deliverAll();
    for (int i = 0; i < 2; i++) {
      fixture.redis.push(to("m3", "a"));
      fixture.deliverAll();
      fixture.tick(Duration.ofMillis(1));
    }

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 2, 0));
  }

  @Test
  void a_throttled_attempt_slows_the_channel_down() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(
        () -> new Failed(ScriptedSender.failure(FailureClass.THROTTLED, "429").ofSession()));

    fixture.deliverAll();

    assertThat(fixture.pace.isLimited()).isTrue();
  }

  @Test
  void a_throttle_of_one_connection_does_not_slow_the_channel_down() {
    fixture.redis.push(message("m1"));
    Failure fewer = new Failure(FailureClass.THROTTLED, "421", "too many").forRestAtOnce();
    fixture.sender.answer(() -> new Failed(fewer));

    fixture.deliverAll();

    assertThat(fixture.pace.isLimited()).isFalse();
    assertThat(fixture.listener.heard()).containsExactly("retried m1 0 in 0");
  }

  @Test
  void a_message_that_waits_for_a_witness_is_given_back_at_a_stop() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(FailureClass.CONFIG, "550 5.7.1");
    fixture.deliverAll();
    assertThat(fixture.redis.processing()).hasSize(1);

    fixture.verdicts.stop();

    assertThat(fixture.redis.pending()).containsExactly(message("m1"));
    assertThat(fixture.listener.heard()).containsExactly("released m1");
  }
}

package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.fields;
import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of worker and Redis start at twelve o'clock. */
class DueCheckTest {
  private final DeliveryFixture fixture = new DeliveryFixture();

  private static Payload with(String fields) {
    return Payload.of("{\"id\":\"m1\",\"to\":\"a@x.org\"," + fields + "}");
  }

  private void deliverAllThatIsDueAfter(Duration time) {
    fixture.tick(time);
    fixture.queue.promote(100);
    fixture.deliverAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"2026-11-23T12:00:00Z\"", "\"2026-11-23T10:00:00+01:00\"", "1795435199000"})
  void an_expired_message_is_dead_lettered_without_an_attempt(String time) throws Exception {
    fixture.redis.push(with("\"retries\":1,\"expiresAt\":" + time));

    assertThat(fixture.claim()).isEmpty();

    Payload deadLetter = fixture.redis.deadLetters().get(0);
    assertThat(fields(deadLetter).edit().json("deadLetter").orElseThrow())
        .contains("\"reason\":\"expired\"", "\"code\":\"expired\"", "\"attempts\":1");
    assertThat(fields(deadLetter).count("retries", 9)).hasValue(1);
    assertThat(fixture.listener.heard()).containsExactly("dead-lettered m1 expired");
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void a_message_that_expires_later_is_sent() {
    fixture.redis.push(with("\"expiresAt\":\"2026-11-23T12:00:01Z\""));

    fixture.deliverAll();

    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  void the_second_of_two_with_one_id_is_not_sent_if_the_first_may_have_been() throws Exception {
    fixture.sender.neverTwice().answer(FailureClass.AMBIGUOUS, "timeout");
    fixture.redis.push(with("\"n\":1"), with("\"n\":2"));

    fixture.deliverAll();
    fixture.tick(Duration.ofSeconds(10));
    fixture.queue.promote(100);
    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1");
    assertThat(fixture.redis.deadLetters())
        .extracting(dead -> DeadLetterNote.of(dead).reason().orElseThrow())
        .containsExactly("already_sent", "outcome_unknown");

    // An operator with redis-cli takes the risk.
    fixture.redis.push(fixture.redis.deadLetters().get(1));
    fixture.deliverAll();
    assertThat(fixture.sender.attempts()).containsExactly("m1", "m1");
  }

  @Test
  void a_redriven_message_is_not_sent_if_another_with_its_id_was_delivered_meanwhile()
      throws Exception {
    fixture.sender.neverTwice().answer(FailureClass.AMBIGUOUS, "timeout");
    fixture.redis.push(with("\"n\":1"));
    fixture.deliverAll();
    Payload unknown = fixture.redis.deadLetters().get(0);
    fixture.redis.push(unknown, unknown);

    fixture.deliverAll();
    fixture.tick(Duration.ofSeconds(10));
    fixture.queue.promote(100);
    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m1");
    assertThat(fixture.redis.deadLetters())
        .extracting(dead -> DeadLetterNote.of(dead).reason().orElseThrow())
        .contains("already_sent");
  }

  @Test
  void an_early_message_waits_in_retry_until_it_is_due() throws Exception {
    fixture.redis.push(with("\"retries\":2,\"sendAt\":\"2026-11-23T13:00:00Z\""));

    assertThat(fixture.claim()).isEmpty();
    assertThat(fields(fixture.redis.retry().get(0)).count("retries", 9)).hasValue(2);
    assertThat(fixture.listener.heard()).containsExactly("deferred m1 in 3600000");

    deliverAllThatIsDueAfter(Duration.ofMinutes(59));
    assertThat(fixture.sender.attempts()).isEmpty();
    deliverAllThatIsDueAfter(Duration.ofMinutes(1));
    assertThat(fixture.sender.attempts()).containsExactly("m1");
  }

  @Test
  void an_early_message_without_an_id_waits_under_the_id_that_it_is_sent_with() throws Exception {
    fixture.redis.push(Payload.of("{\"to\":\"a@x.org\",\"sendAt\":\"2026-11-23T13:00:00Z\"}"));
    fixture.claim();
    String id = fields(fixture.redis.retry().get(0)).text("id").orElseThrow();

    deliverAllThatIsDueAfter(Duration.ofHours(1));

    assertThat(fixture.sender.attempts()).containsExactly(id);
  }

  @Test
  void a_message_that_expires_before_it_is_due_is_never_sent() {
    fixture.redis.push(
        with("\"sendAt\":\"2026-11-23T13:00:00Z\",\"expiresAt\":\"2026-11-23T12:30:00Z\""));
    fixture.claim();
    assertThat(fixture.redis.retry()).hasSize(1);

    deliverAllThatIsDueAfter(Duration.ofHours(1));

    assertThat(fixture.sender.attempts()).isEmpty();
    assertThat(fixture.redis.deadLetters()).hasSize(1);
  }

  @Test
  void identical_early_messages_all_wait_and_are_sent_once() {
    Payload later = with("\"sendAt\":\"2026-11-23T13:00:00Z\"");
    fixture.redis.push(later, later, later);

    fixture.claim();
    fixture.claim();
    fixture.claim();
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 3, 0));

    deliverAllThatIsDueAfter(Duration.ofHours(1));
    deliverAllThatIsDueAfter(Duration.ofSeconds(2));
    deliverAllThatIsDueAfter(Duration.ofSeconds(2));
    assertThat(fixture.sender.attempts()).containsExactly("m1");
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 0, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sendAt\":\"tomorrow\"",
        "\"sendAt\":true",
        "\"expiresAt\":\"2026-11-23T12:00:00\"",
        "\"expiresAt\":-1",
        "\"sendAt\":999999999999999",
        "\"sendAt\":\"+999999999-12-31T00:00:00Z\"",
        "\"expiresAt\":\"-999999999-01-01T00:00:00Z\""
      })
  void an_invalid_time_is_refused(String field) {
    fixture.redis.push(with(field));

    assertThat(fixture.claim()).isEmpty();

    assertThat(fixture.redis.deadLetters()).containsExactly(with(field));
    assertThat(fixture.listener.heard().get(0)).startsWith("refused");
  }

  @Test
  void a_delivered_id_is_not_sent_again_while_its_mark_lasts() throws Exception {
    fixture.redis.push(message("m1"));
    fixture.deliverAll();
    fixture.redis.push(with("\"retries\":1"), message("m2"));

    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m2");
    Payload deadLetter = fixture.redis.deadLetters().get(0);
    assertThat(fields(deadLetter).edit().json("deadLetter").orElseThrow())
        .contains("\"reason\":\"already_sent\"", "\"attempts\":1");
    assertThat(fixture.listener.heard()).contains("dead-lettered m1 already_sent");
    assertThat(fixture.listener.suppressed()).containsExactly("m1");
    assertThat(fixture.listener.admitted()).containsExactly("m1", "m2");
    assertThat(fixture.inFlight.size()).isZero();
  }

  @Test
  void a_delivered_id_is_sent_again_when_its_mark_has_ended() {
    fixture.redis.push(message("m1"));
    fixture.deliverAll();
    fixture.tick(Duration.ofHours(25));
    fixture.redis.push(message("m1"));

    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m1");
  }

  @Test
  void a_duplicate_that_is_redriven_is_sent_and_one_moved_by_hand_is_not() {
    fixture.redis.push(message("m1"));
    fixture.deliverAll();
    fixture.redis.push(message("m1"));
    fixture.deliverAll();
    fixture.redis.discard(fixture.redis.deadLetters().get(0));
    fixture.redis.push(with("\"deadLetter\":{\"reason\":\"already_sent\"}"));
    fixture.deliverAll();
    assertThat(fixture.sender.attempts()).hasSize(1);
    Payload deadLetter = fixture.redis.deadLetters().get(0);

    fixture.redis.redrive(deadLetter, Optional.of(new MessageId("m1")));
    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m1");
    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  void an_id_that_failed_is_no_duplicate() {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(FailureClass.PERM_RECIPIENT, "550 5.1.1");
    fixture.deliverAll();
    fixture.redis.push(message("m1"));

    fixture.deliverAll();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m1");
  }

  @Test
  void a_message_whose_id_is_being_sent_waits_for_the_outcome() {
    fixture.redis.push(message("m1"));
    List<Delivery<String>> first = fixture.claim();
    fixture.redis.push(with("\"n\":2"), with("\"n\":3"));

    assertThat(fixture.claim()).isEmpty();
    first.forEach(fixture::deliver);
    deliverAllThatIsDueAfter(Duration.ofSeconds(2));

    assertThat(fixture.sender.attempts()).containsExactly("m1");
    assertThat(fixture.redis.deadLetters()).hasSize(2);
  }

  @Test
  void two_messages_of_one_batch_with_the_same_id_are_sent_once() {
    fixture.redis.push(message("m1"), with("\"n\":2"));

    fixture.deliverAll();
    deliverAllThatIsDueAfter(Duration.ofSeconds(2));

    assertThat(fixture.sender.attempts()).containsExactly("m1");
    assertThat(fixture.redis.deadLetters()).hasSize(1);
    assertThat(fixture.listener.suppressed()).containsExactly("m1", "m1");
  }

  @Test
  void an_id_that_the_worker_made_leaves_no_mark() {
    fixture.redis.push(Payload.of("{\"to\":\"a@x.org\"}"));

    fixture.deliverAll();

    MessageId made = new MessageId(fixture.sender.attempts().get(0));
    assertThat(made.isExplicit()).isFalse();
    assertThat(fixture.redis.sent(List.of(made))).isEmpty();
  }

  @Test
  void every_message_is_sent_if_the_settings_disable_marks() {
    DeliveryFixture again = DeliveryFixture.sendingAgain();
    again.redis.push(message("m1"), with("\"n\":2"));
    again.deliverAll();
    again.redis.push(message("m1"));

    again.deliverAll();

    assertThat(again.sender.attempts()).containsExactly("m1", "m1", "m1");
  }

  @Test
  void a_lost_answer_to_the_query_for_marks_changes_nothing() {
    DeliveryFixture flaky =
        new DeliveryFixture(queue -> UnansweredQueue.losing(2, "sent", true, queue));
    flaky.redis.push(message("m1"));

    flaky.deliverAll();

    assertThat(flaky.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_deferral_whose_answer_is_lost_is_repeated_and_reported_once(boolean afterWork) {
    DeliveryFixture flaky =
        new DeliveryFixture(queue -> UnansweredQueue.losing(2, "retry", afterWork, queue));
    flaky.redis.push(with("\"sendAt\":\"2026-11-23T13:00:00Z\""));

    flaky.claim();

    assertThat(flaky.redis.counts()).isEqualTo(new QueueCounts(0, 0, 1, 0));
    assertThat(flaky.listener.heard()).containsExactly("deferred m1 in 3600000");
  }
}

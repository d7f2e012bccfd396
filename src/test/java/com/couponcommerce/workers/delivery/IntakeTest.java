package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.fields;
import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.sender.FailureClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private final DeliveryFixture fixture = new DeliveryFixture();

  @Test
  void a_message_with_an_id_stays_as_it_is() {
    fixture.redis.push(message("m1"));

    List<Delivery<String>> accepted = fixture.claim();

    assertThat(accepted).extracting(Delivery::id).containsExactly(new MessageId("m1"));
    assertThat(fixture.redis.processing()).containsExactly(message("m1"));
  }

  @Test
  void a_message_without_an_id_has_one_in_the_queue_before_it_is_sent() throws Exception {
    fixture.redis.push(Payload.of("{\"to\":\"a@x.org\",\"n\":1.10}"));

    MessageId id = fixture.claim().get(0).id();

    assertThat(fixture.redis.processing())
        .containsExactly(Payload.of("{\"to\":\"a@x.org\",\"n\":1.10,\"id\":\"" + id + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{\"to\":{\"a\":5}}",
        "{\"to\":\"a@x.org\",\"id\":\"a b\"}",
        "{\"to\":\"a@x.org\",\"retries\":-1}",
        "{\"to\":\"a@x.org\",\"maxRetries\":\"many\"}"
      })
  void an_undecodable_payload_is_dead_lettered_byte_for_byte(String text) {
    fixture.redis.push(Payload.of(text), message("good"));

    List<Delivery<String>> accepted = fixture.claim();

    assertThat(accepted).extracting(d -> d.id().value()).containsExactly("good");
    assertThat(fixture.redis.deadLetters()).containsExactly(Payload.of(text));
    assertThat(fixture.listener.heard()).hasSize(1).allMatch(line -> line.startsWith("refused"));
  }

  @Test
  void a_redriven_message_starts_over_and_keeps_its_history() throws Exception {
    fixture.redis.push(message("m1"));
    fixture.sender.answer(FailureClass.PERM_RECIPIENT, "550 5.1.1");
    fixture.deliverAll();
    fixture.sender.answer(FailureClass.PERM_MESSAGE, "554 5.7.1");
    fixture.redis.redrive(fixture.redis.deadLetters().get(0), Optional.of(new MessageId("m1")));
    fixture.deliverAll();
    fixture.redis.redrive(fixture.redis.deadLetters().get(0), Optional.of(new MessageId("m1")));

    Delivery<String> third = fixture.claim().get(0);

    assertThat(third.retries()).isZero();
    Payload payload = fixture.redis.processing().get(0);
    assertThat(fields(payload).has("deadLetter")).isFalse();
    assertThat(fields(payload).edit().json("deadLetterHistory").orElseThrow())
        .containsSubsequence("550 5.1.1", "554 5.7.1")
        .startsWith("[{")
        .endsWith("}]");
  }

  @Test
  void a_thousand_identical_payloads_become_a_thousand_messages() {
    Payload twin = Payload.of("{\"to\":\"a@x.org\"}");
    for (int i = 0; i < 1000; i++) {
      fixture.redis.push(twin);
    }

    while (!fixture.redis.counts().equals(QueueCounts.NONE)) {
      fixture.deliverAll();
    }

    assertThat(fixture.sender.attempts()).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void a_lost_answer_to_the_new_id_changes_nothing() {
    DeliveryFixture flaky =
        new DeliveryFixture(queue -> UnansweredQueue.losing(2, "rewrite", true, queue));
    flaky.redis.push(Payload.of("{\"to\":\"a@x.org\"}"));

    flaky.deliverAll();

    assertThat(flaky.redis.counts()).isEqualTo(QueueCounts.NONE);
    assertThat(flaky.sender.attempts()).hasSize(1);
  }
}

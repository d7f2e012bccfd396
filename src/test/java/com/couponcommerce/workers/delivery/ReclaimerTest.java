package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.LEASE;
import static com.couponcommerce.workers.delivery.DeliveryFixture.fields;
import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.SendingMarks;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReclaimerTest {
  private final DeliveryFixture fixture = new DeliveryFixture();

  /** The reclaimer of another instance, which has nothing in flight. */
  private final Reclaimer reclaimer = reclaimer(fixture, fixture.otherInstance());

  private static Reclaimer reclaimer(DeliveryFixture fixture, ChannelContext<String> context) {
    return new Reclaimer(
        context,
        new UnknownOutcomes(fixture.sendingMarks, new UntilAnswered(fixture.stop), true),
        () -> fixture.settings,
        LEASE,
        new Random(1));
  }

  private void claimAndDie() {
    fixture.queue.claim(10);
    fixture.tick(LEASE.plusSeconds(1));
  }

  @Test
  void its_name_tells_the_channel() {
    assertThat(reclaimer.name()).isEqualTo("email reclaim");
  }

  @Test
  void a_message_of_a_dead_worker_goes_back_with_the_attempt_counted() throws Exception {
    fixture.redis.push(message("m1"));
    claimAndDie();

    reclaimer.runOnce();

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(1, 0, 0, 0));
    assertThat(fields(fixture.redis.pending().get(0)).count("retries", 9)).hasValue(1);
    assertThat(fixture.listener.heard()).containsExactly("reclaimed m1 1");
  }

  @Test
  void a_message_that_kills_its_workers_is_dead_lettered() {
    fixture.redis.push(message("m1"));

    for (int death = 0; death < 3; death++) {
      claimAndDie();
      reclaimer.runOnce();
    }

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 0, 1));
    assertThat(fields(fixture.redis.deadLetters().get(0)).edit().json("deadLetter").orElseThrow())
        .contains("worker_lost", "\"attempts\":3");
    assertThat(fixture.listener.heard())
        .containsExactly("reclaimed m1 1", "reclaimed m1 2", "dead-lettered m1 worker_lost");
    assertThat(fixture.redis.sent(List.of(new MessageId("m1")))).isEmpty();
  }

  @Test
  void a_redriven_message_whose_worker_died_starts_its_attempts_over() throws Exception {
    fixture.redis.push(
        Payload.of(
            "{\"id\":\"m1\",\"to\":\"a@x.org\",\"retries\":3,\"failures\":[{\"try\":3}],"
                + "\"deadLetter\":{\"reason\":\"x\"}}"));
    claimAndDie();

    reclaimer.runOnce();

    Payload pending = fixture.redis.pending().get(0);
    assertThat(fields(pending).count("retries", 9)).hasValue(1);
    assertThat(fields(pending).has("deadLetter")).isFalse();
    assertThat(fields(pending).has("deadLetterHistory")).isTrue();
    assertThat(fields(pending).edit().elements("failures"))
        .singleElement()
        .asString()
        .contains("\"attempt\":1,", "lease_ended");
  }

  @Test
  void an_undecodable_payload_is_dead_lettered_byte_for_byte() {
    Payload broken = Payload.of("{\"to\":");
    fixture.redis.push(broken);
    claimAndDie();

    reclaimer.runOnce();

    assertThat(fixture.redis.deadLetters()).containsExactly(broken);
    assertThat(fixture.listener.heard()).singleElement().asString().startsWith("refused ");
  }

  @Test
  void a_message_of_a_live_worker_is_not_reclaimed() {
    fixture.redis.push(message("m1"));
    fixture.queue.claim(1);

    reclaimer.runOnce();

    assertThat(fixture.redis.processing()).hasSize(1);
  }

  @Test
  void after_an_outage_all_workers_have_one_lease_timeout_to_extend() {
    DeliveryFixture away =
        new DeliveryFixture(queue -> UnansweredQueue.losing(2, "stale", false, queue));
    Reclaimer waiting = reclaimer(away, away.otherInstance());
    away.redis.push(message("m1"));
    away.queue.claim(1);
    away.tick(LEASE.plusSeconds(1));

    // Each of them counts as a failed run, even in the quiet time after the first.
    assertThatThrownBy(waiting::runOnce).isInstanceOf(QueueUnavailableException.class);
    assertThatThrownBy(waiting::runOnce).isInstanceOf(QueueUnavailableException.class);
    assertThat(waiting.runOnce()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    assertThat(away.redis.processing()).hasSize(1);

    away.tick(LEASE);
    waiting.runOnce();
    assertThat(away.redis.pending()).hasSize(1);
  }

  @Test
  void a_run_reclaims_a_hundred_and_the_next_one_follows_soon() {
    for (int i = 0; i < 150; i++) {
      fixture.redis.push(message("m" + i));
    }
    fixture.queue.claim(150);
    fixture.tick(LEASE.plusSeconds(1));

    Duration pause = reclaimer.runOnce();

    assertThat(fixture.redis.processing()).hasSize(50);
    assertThat(pause).isLessThan(Duration.ofSeconds(1));
    assertThat(reclaimer.runOnce()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void a_message_with_an_invalid_id_is_dead_lettered_byte_for_byte() {
    Payload broken = Payload.of("{\"id\":\"a b\",\"to\":\"a@x.org\"}");
    fixture.redis.push(broken);
    claimAndDie();

    reclaimer.runOnce();

    assertThat(fixture.redis.deadLetters()).containsExactly(broken);
    assertThat(fixture.redis.pending()).isEmpty();
  }

  @Test
  void a_message_that_may_have_been_sent_is_dead_lettered_on_a_channel_that_sends_once() {
    fixture.redis.push(message("m1"), message("m2"));
    fixture.sendingMarks.mark(new MessageId("m1"));
    claimAndDie();

    reclaimer.runOnce();

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(1, 0, 0, 1));
    assertThat(fields(fixture.redis.deadLetters().get(0)).edit().json("deadLetter").orElseThrow())
        .contains("outcome_unknown");
    assertThat(fixture.redis.sent(List.of(new MessageId("m1")))).hasSize(1);
    assertThat(fixture.sendingMarks.isMarked(new MessageId("m1"))).isFalse();
  }

  @Test
  void hung_sends_of_ones_own_keep_no_other_message_from_being_reclaimed() {
    for (int i = 0; i < 150; i++) {
      fixture.redis.push(message("own" + i));
    }
    int claimed = 0;
    while (claimed < 150) {
      claimed += fixture.claim().size();
    }
    fixture.redis.push(message("m1"));
    claimAndDie();

    reclaimer(fixture, fixture.context).runOnce();

    assertThat(fixture.listener.heard()).containsExactly("reclaimed m1 1");
  }

  @Test
  void runs_are_a_third_of_the_lease_apart_a_tenth_more_or_less() {
    RandomGenerator least = () -> 0;
    RandomGenerator most = () -> 4000;

    assertThat(reclaimer(least).runOnce()).isEqualTo(Duration.ofSeconds(9));
    assertThat(reclaimer(most).runOnce()).isEqualTo(Duration.ofSeconds(11));
  }

  private Reclaimer reclaimer(RandomGenerator random) {
    return new Reclaimer(
        fixture.context,
        new UnknownOutcomes(fixture.sendingMarks, new UntilAnswered(fixture.stop), true),
        () -> fixture.settings,
        LEASE,
        random);
  }

  @Test
  void a_message_that_fails_the_reclaimer_is_dead_lettered_and_keeps_no_other_from_it() {
    fixture.redis.push(message("m1"), message("m2"));
    claimAndDie();
    SendingMarks failing =
        new SendingMarks() {
          @Override
          public void mark(MessageId id) {}

          @Override
          public void unmark(MessageId id) {}

          @Override
          public boolean isMarked(MessageId id) {
            if (id.value().equals("m1")) {
              throw new IllegalStateException("a bug");
            }
            return false;
          }
        };

    new Reclaimer(
            fixture.otherInstance(),
            new UnknownOutcomes(failing, new UntilAnswered(fixture.stop), true),
            () -> fixture.settings,
            LEASE,
            new Random(1))
        .runOnce();

    assertThat(fixture.redis.deadLetters()).containsExactly(message("m1"));
    assertThat(fixture.redis.pending()).hasSize(1);
    assertThat(fixture.listener.heard()).hasSize(2).contains("reclaimed m2 1");
  }
}

package com.couponcommerce.workers.delivery;

import static com.couponcommerce.workers.delivery.DeliveryFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.duty.SharedExecutor;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.limit.ClaimRate;
import com.couponcommerce.workers.limit.PermitWaits;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainerTest {
  private final DeliveryFixture fixture = new DeliveryFixture();
  private final List<Runnable> threads = new ArrayList<>();
  private final SendPool<String> pool =
      new SendPool<>(2, new SharedExecutor(this::execute), fixture::line, () -> {});
  private boolean suspended;
  private final Claimer<String> claimer =
      new Claimer<>(
          fixture.context,
          fixture.intake,
          pool,
          notStarted -> fixture.settlement.release(notStarted, "not started"));
  private final Drainer<String> drainer =
      new Drainer<>(
          fixture.context,
          claimer,
          new ClaimRoom(
              pool,
              new ClaimRate(
                  fixture.limiter,
                  () -> fixture.settings.rates().of(Channel.EMAIL),
                  fixture.pace,
                  new PermitWaits(fixture.clock::nanoTime, waited -> {})),
              () -> fixture.settings),
          fixture.verdicts,
          new StallDetector(
              fixture.context, new SettingsReader(name -> Optional.empty()).read().work()),
          () -> fixture.settings);

  private void push(int messages) {
    for (int i = 1; i <= messages; i++) {
      fixture.redis.push(message("m" + i));
    }
  }

  private void runThreads() {
    List<Runnable> started = List.copyOf(threads);
    threads.clear();
    started.forEach(Runnable::run);
  }

  @Test
  void messages_are_claimed_and_sent() {
    push(3);

    drainer.runOnce();
    runThreads();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m2", "m3");
    assertThat(fixture.listener.claims()).extracting(claim -> claim.leases().size()).contains(3);
    assertThat(fixture.redis.counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  void no_more_is_claimed_than_there_is_room_for() {
    push(20);

    drainer.runOnce();
    drainer.runOnce();
    drainer.runOnce();

    assertThat(fixture.redis.processing()).hasSizeLessThanOrEqualTo(2 + 2);
    assertThat(drainer.hasRoom()).isFalse();
  }

  private void fillRoom() {
    while (drainer.hasRoom()) {
      drainer.runOnce();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,5", "2,8", "6,18"})
  void one_waits_for_each_of_two_threads_and_three_batches_where_they_send_fast(
      int batchSize, int claimed) {
    push(40);
    fixture.change(fixture.settings.retry(), batchSize);
    fillRoom();
    assertThat(fixture.redis.processing()).hasSize(4);

    runThreads();
    fillRoom();

    assertThat(fixture.redis.processing()).hasSize(claimed);
  }

  @Test
  void no_more_large_messages_wait_than_the_heap_has_room_for() {
    fixture.change(fixture.settings.retry(), 50);
    push(2);
    drainer.runOnce();
    runThreads();
    String body = "x".repeat(1_000_000);
    for (int i = 0; i < 40; i++) {
      fixture.redis.push(
          Payload.of("{\"id\":\"l%d\",\"to\":\"a@x.test\",\"body\":\"%s\"}".formatted(i, body)));
    }

    fillRoom();

    assertThat(fixture.redis.processing()).hasSize(17);
    runThreads();
    assertThat(drainer.hasRoom()).isTrue();
  }

  @Test
  void an_empty_queue_is_waited_for() {
    assertThat(drainer.runOnce()).isZero();
    assertThat(fixture.sender.attempts()).isEmpty();
  }

  @Test
  void a_poll_of_an_empty_queue_counts_and_a_run_without_room_does_not() {
    fixture.tick(Duration.ofSeconds(7));
    assertThat(claimer.sincePoll()).isEqualTo(Duration.ofSeconds(7));

    drainer.runOnce();
    assertThat(claimer.sincePoll()).isZero();
    assertThat(fixture.listener.claims()).isEmpty();

    push(20);
    drainer.runOnce();
    drainer.runOnce();
    assertThat(drainer.hasRoom()).isFalse();
    fixture.tick(Duration.ofSeconds(5));
    drainer.runOnce();
    assertThat(claimer.sincePoll()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void a_wrong_password_is_found_before_the_first_claim() {
    push(5);
    fixture.sender.probeFails(FailureClass.CONFIG, "535");

    drainer.runOnce();

    assertThat(fixture.sender.attempts()).isEmpty();
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(5, 0, 0, 0));
    assertThat(fixture.gate.state()).isEqualTo(Gate.State.SHUT);
  }

  @Test
  void a_shut_gate_releases_messages_that_were_not_started() {
    push(4);
    fixture.sender.answer(FailureClass.CONFIG, "535");
    drainer.runOnce();
    fixture.shutGate(FailureClass.CONFIG);

    drainer.runOnce();

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(4, 0, 0, 0));
  }

  @Test
  void after_the_pause_one_message_is_attempted_and_then_all() {
    push(4);
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();

    drainer.runOnce();
    assertThat(fixture.redis.processing()).hasSize(1);
    runThreads();
    drainer.runOnce();
    runThreads();

    assertThat(fixture.gate.state()).isEqualTo(Gate.State.OPEN);
    assertThat(fixture.sender.attempts()).hasSize(4);
  }

  @Test
  void a_probe_that_fails_keeps_every_message_in_pending() {
    push(4);
    drainer.runOnce();
    runThreads();
    push(4);
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();
    fixture.sender.probeFails(FailureClass.CONFIG, "535");

    drainer.runOnce();

    assertThat(fixture.gate.state()).isEqualTo(Gate.State.SHUT);
    assertThat(fixture.redis.pending()).hasSize(4);
  }

  @Test
  void a_successful_probe_opens_the_gate_of_an_empty_queue() {
    drainer.runOnce();
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();

    drainer.runOnce();

    assertThat(fixture.gate.pause()).isEmpty();
  }

  @Test
  void a_stopped_drainer_claims_nothing() {
    push(1);
    claimer.stop();

    drainer.runOnce();

    assertThat(fixture.redis.pending()).hasSize(1);
  }

  @Test
  void a_twin_of_a_message_in_processing_causes_one_probe_and_no_hot_loop() {
    fixture.redis.push(message("m1"), message("m1"));
    fixture.queue.claim(1);
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();

    drainer.runOnce();

    assertThat(fixture.gate.state()).isEqualTo(Gate.State.OPEN);
    assertThat(drainer.runOnce()).isPositive();
  }

  @Test
  void a_redriven_twin_that_goes_back_to_pending_causes_no_hot_loop() {
    Payload deadLetter = Payload.of("{\"id\":\"m1\",\"to\":\"a@x.org\",\"deadLetter\":{}}");
    fixture.redis.push(deadLetter, deadLetter);
    drainer.runOnce();

    assertThat(drainer.runOnce()).isPositive();
  }

  @Test
  void released_messages_keep_their_order() {
    push(4);
    drainer.runOnce();
    fixture.shutGate(FailureClass.CONFIG);

    drainer.runOnce();

    assertThat(fixture.redis.pending())
        .containsExactly(message("m1"), message("m2"), message("m3"), message("m4"));
  }

  @Test
  void messages_that_are_early_or_expired_do_not_block_others() {
    fixture.redis.push(
        Payload.of("{\"to\":\"a@x.org\",\"sendAt\":\"2026-11-24T12:00:00Z\"}"),
        Payload.of("{\"to\":\"a@x.org\",\"expiresAt\":\"2026-11-22T12:00:00Z\"}"));
    push(2);

    drainer.runOnce();
    runThreads();

    assertThat(fixture.sender.attempts()).containsExactly("m1", "m2");
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 1, 1));
  }

  @Test
  void a_batch_of_deferred_messages_causes_no_hot_loop() {
    Payload later = Payload.of("{\"to\":\"a@x.org\",\"sendAt\":\"2026-11-24T12:00:00Z\"}");
    fixture.redis.push(later, later);

    assertThat(drainer.runOnce()).isPositive();
  }

  @Test
  void a_paused_channel_is_polled_and_not_claimed_from() {
    push(3);
    fixture.redis.pause(true);

    assertThat(drainer.runOnce()).isEqualTo(fixture.settings.pollInterval());
    assertThat(drainer.runOnce()).isEqualTo(fixture.settings.pollInterval());
    assertThat(claimer.isPaused()).isTrue();
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(3, 0, 0, 0));

    fixture.redis.pause(false);
    drainer.runOnce();
    runThreads();

    assertThat(claimer.isPaused()).isFalse();
    assertThat(fixture.sender.attempts()).hasSize(3);
  }

  @Test
  void a_pause_releases_messages_that_wait_for_a_thread() {
    push(20);
    drainer.runOnce();
    drainer.runOnce();
    assertThat(drainer.hasRoom()).isFalse();
    fixture.redis.pause(true);

    drainer.runOnce();
    runThreads();

    assertThat(fixture.sender.attempts()).isEmpty();
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(20, 0, 0, 0));
    assertThat(fixture.redis.pending()).startsWith(message("m1"), message("m2"), message("m3"));
  }

  @Test
  void a_pause_uses_no_permit_and_its_end_is_noticed_on_an_empty_queue() {
    push(2);
    Drainer<String> limited = onePerSecond();
    fixture.redis.pause(true);
    assertThat(limited.runOnce()).isEqualTo(Duration.ofSeconds(10));

    fixture.redis.pause(false);
    limited.runOnce();
    runThreads();
    assertThat(fixture.sender.attempts()).containsExactly("m1");

    fixture.redis.pause(true);
    limited.runOnce();
    assertThat(claimer.isPaused()).isTrue();
    fixture.redis.pause(false);
    fixture.queue.claim(1);
    limited.runOnce();
    assertThat(claimer.isPaused()).isFalse();
  }

  @Test
  void a_gate_opens_during_a_pause_without_a_permit_or_a_message() {
    push(1);
    Drainer<String> limited = onePerSecond();
    fixture.redis.pause(true);
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();

    limited.runOnce();
    assertThat(fixture.gate.state()).isEqualTo(Gate.State.OPEN);

    fixture.redis.pause(false);
    limited.runOnce();
    runThreads();
    assertThat(fixture.sender.attempts()).containsExactly("m1");
  }

  /** Sets a limit of one permit in 1.07 s, without a reserve for late callers. */
  private Drainer<String> onePerSecond() {
    return drainer(new RateLimit(1, Duration.ofSeconds(1)));
  }

  private Drainer<String> drainer(RateLimit limit) {
    fixture.limit(Optional.of(limit), Duration.ofSeconds(10));
    return drainer;
  }

  @Test
  void a_limit_that_is_set_at_run_time_applies_at_once() {
    push(7);
    drainer.runOnce();
    runThreads();

    fixture.limit(Optional.of(new RateLimit(1, Duration.ofSeconds(1))), Duration.ofSeconds(10));
    drainer.runOnce();
    drainer.runOnce();
    runThreads();

    assertThat(fixture.sender.attempts()).hasSize(4 + 1);
  }

  @Test
  void a_limit_that_is_removed_no_longer_applies() {
    push(5);
    Drainer<String> limited = onePerSecond();
    limited.runOnce();
    runThreads();

    fixture.limit(Optional.empty(), Duration.ofSeconds(10));
    limited.runOnce();
    runThreads();

    assertThat(fixture.sender.attempts()).hasSize(5);
  }

  @Test
  void a_reduced_batch_size_claims_only_as_much_as_there_is_room_for() {
    push(20);
    fillRoom();

    fixture.change(fixture.settings.retry(), 1);
    drainer.runOnce();

    assertThat(fixture.redis.processing()).hasSize(4);
    assertThat(drainer.hasRoom()).isFalse();
  }

  @Test
  void claims_keep_to_the_permits_and_wait_for_the_next_one() {
    push(5);
    Drainer<String> limited = onePerSecond();

    Duration pause = limited.runOnce();
    runThreads();
    Duration second = limited.runOnce();
    fixture.tick(pause);
    limited.runOnce();
    runThreads();

    assertThat(pause).isBetween(Duration.ofMillis(1050), Duration.ofMillis(1075));
    assertThat(second).isEqualTo(pause);
    assertThat(fixture.sender.attempts()).containsExactly("m1", "m2");
    assertThat(fixture.redis.pending())
        .containsExactly(message("m3"), message("m4"), message("m5"));
  }

  @Test
  void a_wait_is_no_longer_than_the_poll_interval() {
    push(2);
    Drainer<String> limited = drainer(new RateLimit(1, Duration.ofHours(1)));

    assertThat(limited.runOnce()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void an_empty_queue_takes_no_permit() {
    Drainer<String> limited = onePerSecond();
    limited.runOnce();
    push(1);

    limited.runOnce();
    runThreads();

    assertThat(fixture.sender.attempts()).containsExactly("m1");
  }

  @Test
  void under_a_limit_no_message_waits_for_a_thread() {
    push(10);
    Drainer<String> limited = drainer(new RateLimit(100_000, Duration.ofSeconds(1)));

    limited.runOnce();
    limited.runOnce();

    assertThat(fixture.redis.processing()).hasSize(2);
    assertThat(limited.hasRoom()).isFalse();
  }

  @Test
  void a_trial_needs_a_permit_before_it_probes_the_provider() {
    push(2);
    Drainer<String> limited = drainer(new RateLimit(1, Duration.ofSeconds(20)));
    limited.runOnce();
    runThreads();
    fixture.shutGate(FailureClass.CONFIG);
    fixture.endPause();
    fixture.sender.probeFails(FailureClass.CONFIG, "535");

    Duration pause = limited.runOnce();

    assertThat(pause).isGreaterThan(Duration.ofSeconds(1));
    assertThat(fixture.gate.state()).isEqualTo(Gate.State.TRIAL);
    assertThat(fixture.sender.attempts()).containsExactly("m1");
  }

  @Test
  void a_throttled_channel_claims_no_more_than_its_pace_allows() {
    push(10);
    fixture.pace.throttled();
    fixture.tick(Duration.ofSeconds(1));

    drainer.runOnce();
    drainer.runOnce();

    assertThat(fixture.redis.processing()).hasSize(1);
  }

  @Test
  void a_message_that_accuses_us_lets_one_other_be_tried_alone_and_then_all() {
    push(6);
    fixture.sender.answer(FailureClass.CONFIG, "550 5.1.8");
    drainer.runOnce();
    runThreads();
    assertThat(fixture.sender.attempts()).containsExactly("m1");
    assertThat(fixture.gate.state()).isEqualTo(Gate.State.SUSPECT);
    assertThat(fixture.redis.pending()).hasSize(5);

    drainer.runOnce();
    assertThat(pool.load()).isEqualTo(1);
    runThreads();
    assertThat(fixture.sender.attempts()).hasSize(2);
    assertThat(fixture.gate.state()).isEqualTo(Gate.State.OPEN);
    assertThat(fixture.redis.retry()).hasSize(1);

    drainer.runOnce();
    runThreads();
    assertThat(fixture.sender.attempts())
        .containsExactlyInAnyOrder("m1", "m2", "m3", "m4", "m5", "m6");
  }

  @Test
  void an_accusation_of_all_stops_after_two() {
    push(6);
    fixture.sender.answer(FailureClass.CONFIG, "550 5.1.8");
    fixture.sender.answer(FailureClass.CONFIG, "550 5.1.8");
    drainer.runOnce();
    runThreads();
    drainer.runOnce();
    runThreads();
    drainer.runOnce();

    assertThat(fixture.gate.state()).isEqualTo(Gate.State.SHUT);
    assertThat(fixture.sender.attempts()).hasSize(2);
    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(4, 0, 2, 0));
  }

  @Test
  void an_accusation_without_another_message_waits_for_one_without_a_hot_loop() {
    push(1);
    fixture.sender.answer(FailureClass.CONFIG, "550 5.1.8");
    drainer.runOnce();
    runThreads();
    fixture.tick(Duration.ofSeconds(2));

    assertThat(drainer.runOnce()).isPositive();

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(0, 0, 1, 0));
    assertThat(fixture.gate.pause().orElseThrow().reason()).contains("550 5.1.8");
    fixture.redis.push(message("m2"));
    drainer.runOnce();
    runThreads();
    assertThat(fixture.gate.pause()).isEmpty();
  }

  @Test
  void a_sender_thread_claims_as_much_as_there_is_room_for() {
    push(9);

    Duration pause = drainer.topUp();

    assertThat(pool.load()).isEqualTo(4);
    assertThat(pause).isEqualTo(fixture.settings.pollInterval());
  }

  @Test
  void a_sender_thread_that_finds_nothing_pending_leaves_the_wait_to_the_duty() {
    assertThat(drainer.topUp()).isZero();
  }

  @Test
  void a_sender_thread_claims_nothing_while_the_channel_is_paused_or_limited() {
    push(3);
    fixture.limit(Optional.of(new RateLimit(1, Duration.ofSeconds(1))), Duration.ofMillis(10));
    assertThat(drainer.topUp()).isZero();
    fixture.limit(Optional.empty(), Duration.ofMillis(10));
    fixture.shutGate(FailureClass.CONFIG);
    assertThat(drainer.topUp()).isZero();

    assertThat(fixture.redis.counts()).isEqualTo(new QueueCounts(3, 0, 0, 0));
  }

  @Test
  void nothing_is_claimed_while_the_executor_accepts_no_work() {
    suspended = true;
    fixture.redis.push(message("m1"), message("m2"));
    drainer.runOnce();
    assertThat(fixture.redis.pending()).hasSize(2);

    assertThat(drainer.runOnce()).isEqualTo(Duration.ofSeconds(1));
    assertThat(fixture.listener.heard()).containsExactly("released m1", "released m2");

    suspended = false;
    drainer.runOnce();
    assertThat(fixture.redis.processing()).hasSize(2);
  }

  private void execute(Runnable task) {
    if (suspended) {
      throw new RejectedExecutionException("suspended");
    }
    threads.add(task);
  }
}

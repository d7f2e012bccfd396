package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Oldest.Next;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingAgeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock();
  private final PendingAge pending = new PendingAge(clock, clock::nanoTime);

  private static Optional<Next> next(String name) {
    return next(name, "{\"to\":\"a@example.com\"}");
  }

  private static Optional<Next> next(String name, String payload) {
    return Optional.of(new Next(name, Optional.of(Payload.of(payload))));
  }

  @Test
  void nothing_pending_has_no_age() {
    clock.tick(MINUTE);

    assertThat(pending.age(Optional.empty(), 0)).isZero();
  }

  @Test
  void a_message_at_the_head_ages_from_when_it_was_first_seen() {
    assertThat(pending.age(next("a"), 0)).isZero();
    clock.tick(MINUTE);
    assertThat(pending.age(next("a"), 0)).isEqualTo(MINUTE);
    clock.tick(MINUTE);
    assertThat(pending.age(next("a"), 0)).isEqualTo(MINUTE.multipliedBy(2));
  }

  @Test
  void another_message_starts_anew() {
    pending.age(next("a"), 0);
    clock.tick(MINUTE);

    assertThat(pending.age(next("b"), 0)).isZero();
  }

  @Test
  void a_queue_that_was_empty_starts_anew() {
    pending.age(next("a"), 0);
    pending.age(Optional.empty(), 0);
    clock.tick(MINUTE);

    assertThat(pending.age(next("a"), 0)).isZero();
  }

  @Test
  void identical_messages_do_not_age_while_they_are_claimed() {
    pending.age(next("a"), 10);
    clock.tick(MINUTE);

    assertThat(pending.age(next("a"), 11)).isZero();
  }

  @Test
  void created_at_counts_if_it_is_earlier() {
    // The clock starts at 12:00.
    Optional<Next> created = next("a", "{\"createdAt\":\"2026-11-23T11:50:00Z\"}");

    assertThat(pending.age(created, 0)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void created_at_makes_no_message_younger_and_does_not_fail() {
    for (String createdAt : new String[] {"\"2027-01-01T00:00:00Z\"", "\"soon\"", "{", "null"}) {
      Optional<Next> created = next(createdAt, "{\"createdAt\":" + createdAt + "}");
      pending.age(created, 0);
      clock.tick(MINUTE);

      assertThat(pending.age(created, 0)).isEqualTo(MINUTE);
    }
  }
}

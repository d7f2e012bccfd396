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
  private final PendingAge head = new PendingAge(clock, clock::nanoTime);

  private static Optional<Next> next(String name) {
    return next(name, "{\"to\":\"a@example.com\"}");
  }

  private static Optional<Next> next(String name, String payload) {
    return Optional.of(new Next(name, Optional.of(Payload.of(payload))));
  }

  @Test
  void nothing_pending_has_no_age() {
    clock.tick(MINUTE);

    assertThat(head.age(Optional.empty(), 0)).isZero();
  }

  @Test
  void a_message_that_stands_there_ages_from_when_it_was_first_seen() {
    assertThat(head.age(next("a"), 0)).isZero();
    clock.tick(MINUTE);
    assertThat(head.age(next("a"), 0)).isEqualTo(MINUTE);
    clock.tick(MINUTE);
    assertThat(head.age(next("a"), 0)).isEqualTo(MINUTE.multipliedBy(2));
  }

  @Test
  void another_message_starts_anew() {
    head.age(next("a"), 0);
    clock.tick(MINUTE);

    assertThat(head.age(next("b"), 0)).isZero();
  }

  @Test
  void a_queue_that_was_empty_starts_anew() {
    head.age(next("a"), 0);
    head.age(Optional.empty(), 0);
    clock.tick(MINUTE);

    assertThat(head.age(next("a"), 0)).isZero();
  }

  @Test
  void identical_messages_do_not_age_while_they_are_taken() {
    head.age(next("a"), 10);
    clock.tick(MINUTE);

    assertThat(head.age(next("a"), 11)).isZero();
  }

  @Test
  void what_its_producer_says_of_its_age_counts_where_it_is_more() {
    // The clock starts at 12:00.
    Optional<Next> created = next("a", "{\"createdAt\":\"2026-11-23T11:50:00Z\"}");

    assertThat(head.age(created, 0)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void what_its_producer_says_does_not_make_it_younger_or_fail() {
    for (String createdAt : new String[] {"\"2027-01-01T00:00:00Z\"", "\"soon\"", "{", "null"}) {
      Optional<Next> created = next(createdAt, "{\"createdAt\":" + createdAt + "}");
      head.age(created, 0);
      clock.tick(MINUTE);

      assertThat(head.age(created, 0)).isEqualTo(MINUTE);
    }
  }
}

package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DeliveryFixture;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of the worker and of Redis show twelve o'clock. */
class QueueWaitTest {
  private final DeliveryFixture fixture = new DeliveryFixture();

  private void push(String fields) {
    fixture.redis.push(Payload.of("{\"id\":\"m1\",\"to\":\"a@example.com\"" + fields + "}"));
  }

  /** Returns whole seconds, since Redis's clock advances a little by itself. */
  private List<Optional<Duration>> waits() {
    return fixture.claim().stream().map(QueueWaitTest::wait).toList();
  }

  private static Optional<Duration> wait(Delivery<?> delivery) {
    return QueueWait.of(delivery).map(wait -> wait.truncatedTo(ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T11:59:20Z, 40",
    "2026-11-23T12:59:20+01:00, 40",
    "2026-11-22T12:00:00Z, 86400",
    "2026-11-23T12:00:00Z, 0"
  })
  void it_is_the_time_since_the_message_was_made(String createdAt, long seconds) {
    push(",\"createdAt\":\"" + createdAt + "\"");

    assertThat(waits()).containsExactly(Optional.of(Duration.ofSeconds(seconds)));
  }

  @Test
  void a_producer_whose_clock_is_ahead_waited_for_no_time() {
    push(",\"createdAt\":\"2026-11-23T12:00:30Z\"");

    assertThat(waits()).containsExactly(Optional.of(Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"createdAt\":\"yesterday\"",
        ",\"createdAt\":[]",
        ",\"createdAt\":1795435200"
      })
  void a_message_without_a_time_of_creation_is_not_measured(String fields) {
    push(fields);

    assertThat(waits()).containsExactly(Optional.empty());
  }

  @Test
  void a_message_for_later_waits_from_then_on() {
    push(",\"createdAt\":\"2026-11-23T11:00:00Z\",\"sendAt\":\"2026-11-23T12:30:00Z\"");
    assertThat(waits()).isEmpty();
    fixture.tick(Duration.ofMinutes(31));
    fixture.queue.promote(10);

    assertThat(waits()).containsExactly(Optional.of(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deferredAt", "heldAt"})
  void a_deferred_message_is_not_measured_again(String field) {
    push(",\"createdAt\":\"2026-11-23T11:00:00Z\",\"" + field + "\":\"2026-11-23T11:30:00Z\"");

    assertThat(waits()).containsExactly(Optional.empty());
  }

  @Test
  void a_further_attempt_is_not_measured() {
    fixture.sender.answer(FailureClass.TRANS_RECIPIENT, "450");
    push(",\"createdAt\":\"2026-11-23T11:59:59Z\"");
    fixture.deliverAll();
    fixture.tick(Duration.ofSeconds(10));
    fixture.queue.promote(10);

    assertThat(waits()).containsExactly(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"deadLetter\":{}", "\"failures\":[{}]"})
  void a_redriven_or_failed_message_is_not_measured(String history) {
    push(",\"createdAt\":\"2026-11-23T11:00:00Z\"," + history);

    assertThat(waits()).containsExactly(Optional.empty());
  }
}

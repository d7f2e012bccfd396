package com.couponcommerce.workers.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.sender.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final SettableClock clock = new SettableClock();
  private final CircuitBreaker breaker = new CircuitBreaker("channel email", clock);

  private void fail(FailureClass failureClass) {
    breaker.failed(ScriptedSender.failure(failureClass, "535 5.7.8"));
  }

  private Duration failAgain(FailureClass failureClass) {
    clock.tick(breaker.remaining());
    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    fail(failureClass);
    return breaker.remaining();
  }

  @Test
  void wrong_credentials_open_it_at_once_with_the_reason() {
    fail(FailureClass.CONFIG);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
    assertThat(breaker.pause().orElseThrow().reason()).isEqualTo("535 5.7.8 said the provider");
    assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void the_pause_grows_while_the_trial_fails_and_is_bounded() {
    fail(FailureClass.CONFIG);

    assertThat(failAgain(FailureClass.CONFIG)).isEqualTo(Duration.ofSeconds(10));
    assertThat(failAgain(FailureClass.CONFIG)).isEqualTo(Duration.ofSeconds(20));
    assertThat(failAgain(FailureClass.CONFIG)).isEqualTo(Duration.ofSeconds(30));
    assertThat(failAgain(FailureClass.CONFIG)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void a_successful_trial_closes_and_resets_it() {
    fail(FailureClass.CONFIG);
    failAgain(FailureClass.CONFIG);
    clock.tick(breaker.remaining());
    breaker.state();

    breaker.succeeded();

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(breaker.pause()).isEmpty();
    fail(FailureClass.CONFIG);
    assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void failures_of_messages_in_flight_do_not_lengthen_the_pause() {
    for (int i = 0; i < 16; i++) {
      fail(FailureClass.CONFIG);
    }

    assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void an_outage_opens_it_after_five_failures_in_a_row() {
    for (int i = 1; i < CircuitBreaker.OUTAGE_FAILURES; i++) {
      fail(FailureClass.PROVIDER_DOWN);
    }
    breaker.succeeded();
    for (int i = 1; i < CircuitBreaker.OUTAGE_FAILURES; i++) {
      fail(FailureClass.PROVIDER_DOWN);
    }
    assertThat(breaker.state()).isEqualTo(State.CLOSED);

    fail(FailureClass.PROVIDER_DOWN);

    assertThat(breaker.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_refused_recipient_shows_that_the_provider_works() {
    fail(FailureClass.CONFIG);
    clock.tick(breaker.remaining());
    breaker.state();

    fail(FailureClass.PERM_RECIPIENT);

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_throttling_provider_is_not_called_for_as_long_as_it_asks() {
    breaker.failed(
        new Failure(
            FailureClass.THROTTLED, "421 4.7.0", "slow", Optional.of(Duration.ofSeconds(90))));

    assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void a_clock_that_goes_back_does_not_keep_it_open() {
    fail(FailureClass.CONFIG);

    clock.tick(Duration.ofHours(-1));

    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void a_wait_that_a_provider_asks_for_is_kept_for_at_most_a_quarter_of_an_hour() {
    breaker.failed(
        new Failure(FailureClass.THROTTLED, "421", "slow", Optional.of(Duration.ofHours(5))));

    assertThat(breaker.remaining()).isEqualTo(Duration.ofMinutes(15));
  }

  private Duration confirm() {
    clock.tick(breaker.remaining());
    breaker.confirmed(
        new Failure(FailureClass.THROTTLED, "421", "slow", Optional.of(Duration.ofMinutes(2))));
    return breaker.remaining();
  }

  @Test
  void three_pauses_are_short_until_a_success_that_is_none_of_a_message_in_flight() {
    assertThat(confirm()).isEqualTo(Duration.ofMillis(250));
    assertThat(confirm()).isEqualTo(Duration.ofMillis(500));
    assertThat(confirm()).isEqualTo(Duration.ofSeconds(1));
    assertThat(confirm()).isEqualTo(Duration.ofMinutes(2));

    breaker.succeeded();
    assertThat(confirm()).isEqualTo(Duration.ofMinutes(2));

    clock.tick(breaker.remaining());
    breaker.succeeded();
    assertThat(confirm()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void a_limit_of_one_attempt_shows_that_the_provider_works() {
    fail(FailureClass.CONFIG);
    clock.tick(breaker.remaining());

    breaker.failed(new Failure(FailureClass.THROTTLED, "452", "too many").forRestAtOnce());

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void it_closes_before_its_pause_is_over_if_it_is_told_to() {
    fail(FailureClass.CONFIG);

    breaker.close();

    assertThat(breaker.state()).isEqualTo(State.CLOSED);
    assertThat(breaker.pause()).isEmpty();
  }
}

package com.couponcommerce.workers.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.sender.ChannelGate.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelGateTest {
  private final SettableClock clock = new SettableClock();
  private final ChannelGate gate = new ChannelGate("channel email", clock);

  private void fail(FailureClass failureClass) {
    gate.failed(ScriptedSender.failure(failureClass, "535 5.7.8"));
  }

  private Duration failAgain(FailureClass failureClass) {
    clock.tick(gate.remaining());
    assertThat(gate.state()).isEqualTo(State.TRYING);
    fail(failureClass);
    return gate.remaining();
  }

  @Test
  void wrong_credentials_close_it_at_once_with_the_reason() {
    fail(FailureClass.CONFIG);

    assertThat(gate.state()).isEqualTo(State.CLOSED);
    assertThat(gate.pause().orElseThrow().reason()).isEqualTo("535 5.7.8 said the provider");
    assertThat(gate.remaining()).isEqualTo(Duration.ofSeconds(5));
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
  void a_success_in_the_trial_opens_it_and_forgets() {
    fail(FailureClass.CONFIG);
    failAgain(FailureClass.CONFIG);
    clock.tick(gate.remaining());
    gate.state();

    gate.works();

    assertThat(gate.state()).isEqualTo(State.OPEN);
    assertThat(gate.pause()).isEmpty();
    fail(FailureClass.CONFIG);
    assertThat(gate.remaining()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void failures_of_messages_under_way_do_not_lengthen_the_pause() {
    for (int i = 0; i < 16; i++) {
      fail(FailureClass.CONFIG);
    }

    assertThat(gate.remaining()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void an_outage_closes_it_after_five_failures_in_a_row() {
    for (int i = 1; i < ChannelGate.OUTAGE_FAILURES; i++) {
      fail(FailureClass.PROVIDER_DOWN);
    }
    gate.works();
    for (int i = 1; i < ChannelGate.OUTAGE_FAILURES; i++) {
      fail(FailureClass.PROVIDER_DOWN);
    }
    assertThat(gate.state()).isEqualTo(State.OPEN);

    fail(FailureClass.PROVIDER_DOWN);

    assertThat(gate.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void a_refused_recipient_shows_that_the_provider_works() {
    fail(FailureClass.CONFIG);
    clock.tick(gate.remaining());
    gate.state();

    fail(FailureClass.PERM_RECIPIENT);

    assertThat(gate.state()).isEqualTo(State.OPEN);
  }

  @Test
  void a_throttling_provider_is_left_alone_as_long_as_it_says() {
    gate.failed(
        new Failure(
            FailureClass.THROTTLED, "421 4.7.0", "slow", Optional.of(Duration.ofSeconds(90))));

    assertThat(gate.remaining()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void a_clock_that_goes_back_does_not_keep_it_closed() {
    fail(FailureClass.CONFIG);

    clock.tick(Duration.ofHours(-1));

    assertThat(gate.state()).isEqualTo(State.TRYING);
  }
}

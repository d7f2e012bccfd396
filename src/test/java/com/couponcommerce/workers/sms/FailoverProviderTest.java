package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverProviderTest {
  private static final SmsMessage TEXT =
      new SmsMessage(
          Optional.of(new PhoneNumber("+4915123456789")),
          "Hello",
          Optional.empty(),
          false,
          Optional.empty());

  private final SettableClock clock = new SettableClock();
  private final ScriptedProvider first = new ScriptedProvider("first");
  private final ScriptedProvider second = new ScriptedProvider("second");
  private final FailoverProvider provider = new FailoverProvider(first, second, clock);

  private static final class ScriptedProvider implements SmsProvider {
    private final String name;
    private Optional<Failure> failure = Optional.empty();
    private int published;
    private int probes;

    ScriptedProvider(String name) {
      this.name = name;
    }

    void fails(FailureClass failureClass, String code) {
      failure = Optional.of(new Failure(failureClass, code, "said " + name));
    }

    void works() {
      failure = Optional.empty();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public DeliveryResult publish(MessageId id, SmsMessage message, SendFence fence) {
      published++;
      return failure.<DeliveryResult>map(Failed::new).orElseGet(() -> new Delivered(name));
    }

    @Override
    public Optional<Failure> probe() {
      probes++;
      return failure;
    }

    @Override
    public void close() {}
  }

  private String publish() {
    DeliveryResult result = provider.publish(new MessageId("m1"), TEXT, () -> true);
    return result instanceof Delivered delivered
        ? delivered.reply()
        : ((Failed) result).failure().failureClass().name();
  }

  @Test
  void the_first_sends_while_it_works() {
    assertThat(publish()).isEqualTo("first");
    assertThat(second.published).isZero();
  }

  @Test
  void an_outage_of_the_first_goes_to_the_second_and_comes_back() {
    first.fails(FailureClass.PROVIDER_DOWN, "503");
    for (int i = 1; i < 5; i++) {
      assertThat(publish()).isEqualTo("PROVIDER_DOWN");
    }
    assertThat(pauses()).containsExactly("first", "second");
    assertThat(publish()).isEqualTo("second");
    assertThat(publish()).isEqualTo("second");
    assertThat(first.published).isEqualTo(5);
    assertThat(pauses()).containsExactly("first PROVIDER_DOWN", "second");

    clock.tick(Duration.ofSeconds(2));
    assertThat(publish()).isEqualTo("second");
    assertThat(first.probes).isEqualTo(1);

    first.works();
    clock.tick(Duration.ofMinutes(1));
    assertThat(publish()).isEqualTo("first");
    assertThat(publish()).isEqualTo("first");
    assertThat(pauses()).containsExactly("first", "second");
  }

  private List<String> pauses() {
    return provider.states().stream()
        .map(state -> state.name() + state.pause().map(pause -> " " + pause.cause()).orElse(""))
        .toList();
  }

  @Test
  void wrong_credentials_of_the_first_go_to_the_second_at_once() {
    first.fails(FailureClass.CONFIG, "401 20003");

    assertThat(publish()).isEqualTo("second");
    assertThat(publish()).isEqualTo("second");
    assertThat(first.published).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 21612", "400 21408"})
  void an_sms_without_a_route_of_the_first_goes_to_the_second(String code) {
    first.fails(FailureClass.PERM_RECIPIENT, code);

    assertThat(publish()).isEqualTo("second");
  }

  @Test
  void an_unknown_outcome_never_goes_to_the_second() {
    first.fails(FailureClass.AMBIGUOUS, "500");
    for (int i = 0; i < 5; i++) {
      assertThat(publish()).isEqualTo("AMBIGUOUS");
    }

    assertThat(publish()).isEqualTo("second");
    assertThat(second.published).isEqualTo(1);
    assertThat(first.published).isEqualTo(5);
  }

  @Test
  void a_refused_recipient_and_throttling_do_not_go_to_the_second() {
    first.fails(FailureClass.PERM_RECIPIENT, "400 21211");
    assertThat(publish()).isEqualTo("PERM_RECIPIENT");
    first.fails(FailureClass.THROTTLED, "429 20429");
    assertThat(publish()).isEqualTo("THROTTLED");
    assertThat(second.published).isZero();
  }

  @Test
  void if_both_fail_the_failure_is_returned() {
    first.fails(FailureClass.CONFIG, "401");
    second.fails(FailureClass.CONFIG, "403");

    assertThat(publish()).isEqualTo("CONFIG");
    assertThat(provider.probe()).isPresent();
  }

  @Test
  void a_probe_passes_if_either_works() {
    first.fails(FailureClass.CONFIG, "401");

    assertThat(provider.probe()).isEmpty();
    assertThat(publish()).isEqualTo("second");
  }
}

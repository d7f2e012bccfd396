package com.couponcommerce.workers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.LiveSettings;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.RateSettings;
import com.couponcommerce.workers.settings.RetrySettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Failure FAILURE =
      ScriptedSender.failure(FailureClass.TRANS_RECIPIENT, "450");

  private static RetryPolicy policy(double multiplier) {
    Duration delay = Duration.ofSeconds(5);
    return new RetryPolicy(
        () ->
            new LiveSettings(
                new RetrySettings(3, delay, multiplier, Duration.ofSeconds(60)),
                new RateSettings(Optional.empty(), Optional.empty(), Optional.empty()),
                1,
                Duration.ofSeconds(1),
                OptionalInt.empty(),
                new RateLimit(100, Duration.ofSeconds(1))),
        new Random(1));
  }

  private static void assertDelay(Duration delay, long seconds) {
    assertThat(delay).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1100));
  }

  @Test
  void the_delay_is_fixed_and_lengthened_by_at_most_a_tenth() {
    for (int retries = 1; retries <= 100; retries++) {
      assertDelay(policy(1).delay(retries, FAILURE), 5);
    }
  }

  @Test
  void the_delay_grows_with_a_multiplier_up_to_its_limit() {
    assertDelay(policy(2).delay(1, FAILURE), 5);
    assertDelay(policy(2).delay(2, FAILURE), 10);
    assertDelay(policy(2).delay(4, FAILURE), 40);
    assertDelay(policy(2).delay(5, FAILURE), 60);
    assertDelay(policy(10).delay(1000, FAILURE), 60);
  }

  @Test
  void the_delay_of_a_provider_takes_precedence() {
    Failure hint =
        new Failure(
            FailureClass.TRANS_RECIPIENT, "450", "later", Optional.of(Duration.ofMinutes(5)));

    assertDelay(policy(1).delay(1, hint), 300);
  }

  @Test
  void the_delay_after_the_second_failure_may_be_another() {
    Failure greylisted =
        new Failure(
                FailureClass.TRANS_RECIPIENT, "450", "later", Optional.of(Duration.ofMinutes(5)))
            .later(Optional.of(Duration.ofHours(1)));

    assertDelay(policy(1).delay(1, greylisted), 300);
    assertDelay(policy(1).delay(2, greylisted), 3600);
    assertDelay(policy(1).delay(3, greylisted), 3600);
  }
}

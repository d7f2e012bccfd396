package com.couponcommerce.workers.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of a rate limiter; limits are hourly, so that no test depends on its own speed. */
public interface RateLimiterContract {
  Duration HOUR = Duration.ofHours(1);
  RateLimit FIVE = new RateLimit(5, HOUR);

  RateLimiter limiter();

  @Test
  default void permits_are_spaced_evenly() {
    Permits first = limiter().permit(FIVE, 5);
    Permits second = limiter().permit(FIVE, 5);

    assertThat(first.granted()).isEqualTo(1);
    assertThat(second.granted()).isZero();
    assertThat(second.untilNext()).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(13));
  }

  @Test
  default void a_limit_that_was_raised_makes_no_one_wait_for_longer_than_its_interval() {
    limiter().permit(new RateLimit(1, HOUR), 1);

    assertThat(limiter().permit(FIVE, 1).untilNext()).isLessThan(Duration.ofMinutes(13));
  }

  @Test
  default void no_more_is_granted_than_asked_for() {
    RateLimit many = new RateLimit(3600, HOUR);

    assertThat(limiter().permit(many, 0).granted()).isZero();
    assertThat(limiter().permit(many, 20)).isEqualTo(new Permits(20, Duration.ZERO));
  }

  @Test
  default void a_late_request_makes_up_for_little() {
    RateLimit many = new RateLimit(3600, HOUR);

    assertThat(limiter().permit(many, 1000).granted()).isBetween(50, 52);
  }

  @Test
  default void hand_overs_to_the_provider_are_spaced_separately() {
    Permits claim = limiter().permit(FIVE, 1);

    assertThat(claim.granted()).isOne();
    assertThat(limiter().handOver(FIVE)).isZero();
    assertThat(limiter().handOver(FIVE)).isBetween(Duration.ofMinutes(11), Duration.ofMinutes(13));
  }

  @Test
  default void a_recipient_may_have_all_at_once_and_then_waits_for_the_oldest() {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter().admit(FIVE, Set.of("a"))).isZero();
    }

    assertThat(limiter().admit(FIVE, Set.of("a"))).isBetween(HOUR.minusMinutes(1), HOUR);
    assertThat(limiter().admit(FIVE, Set.of("b"))).isZero();
  }

  @Test
  default void a_message_to_several_is_admitted_to_all_or_none() {
    RateLimit one = new RateLimit(1, HOUR);
    limiter().admit(one, Set.of("a"));

    assertThat(limiter().admit(one, Set.of("a", "b"))).isPositive();
    assertThat(limiter().admit(one, Set.of("b"))).isZero();
  }

  @Test
  default void a_message_without_recipients_is_admitted() {
    assertThat(limiter().admit(new RateLimit(1, HOUR), Set.of())).isZero();
  }
}

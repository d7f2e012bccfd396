package com.couponcommerce.workers.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryRateLimiterTest implements RateLimiterContract {
  private final InMemoryRateLimiter limiter = new InMemoryRateLimiter();

  @Override
  public RateLimiter limiter() {
    return limiter;
  }

  @Test
  void a_minute_of_asking_grants_a_little_less_than_the_limit() {
    RateLimit limit = new RateLimit(20, Duration.ofSeconds(1));

    int granted = 0;
    for (int milli = 0; milli < 60_000; milli++) {
      granted += limiter.permit(limit, 20).granted();
      limiter.tick(Duration.ofMillis(1));
    }

    assertThat(granted).isBetween(1120, 1125);
  }

  @Test
  void a_recipient_is_admitted_again_after_the_returned_time() {
    RateLimit one = new RateLimit(1, HOUR);
    limiter.admit(one, Set.of("a"));

    limiter.tick(limiter.admit(one, Set.of("a")));

    assertThat(limiter.admit(one, Set.of("a"))).isZero();
  }
}

package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallRatesTest {
  private static final RateLimit LIMIT = new RateLimit(10, Duration.ofSeconds(1));
  private static final Duration SHARE = Duration.ofMillis(100);

  private final SettableClock clock = new SettableClock();
  private final CallRates rates = new CallRates(clock::nanoTime);

  private void exhaust(String caller) {
    for (int i = 0; i < LIMIT.permits(); i++) {
      assertThat(rates.admit(caller, LIMIT)).isZero();
    }
  }

  @Test
  void a_caller_above_the_limit_waits_and_no_other_caller_does() {
    exhaust("anna");

    assertThat(rates.admit("anna", LIMIT)).isEqualTo(SHARE);
    assertThat(rates.admit("paul", LIMIT)).isZero();
  }

  @Test
  void a_refused_request_does_not_count() {
    exhaust("anna");
    for (int i = 0; i < 1000; i++) {
      assertThat(rates.admit("anna", LIMIT)).isEqualTo(SHARE);
    }

    clock.tick(SHARE);

    assertThat(rates.admit("anna", LIMIT)).isZero();
    assertThat(rates.admit("anna", LIMIT)).isEqualTo(SHARE);
  }

  @Test
  void after_the_time_of_the_limit_all_is_forgotten() {
    exhaust("anna");
    clock.tick(LIMIT.per());

    exhaust("anna");
  }

  @Test
  void a_new_limit_holds_at_once() {
    exhaust("anna");

    assertThat(rates.admit("anna", new RateLimit(10_000, Duration.ofSeconds(1)))).isPositive();
    clock.tick(Duration.ofMillis(1));
    assertThat(rates.admit("anna", new RateLimit(10_000, Duration.ofSeconds(1)))).isZero();
  }

  private boolean isRememberedAfter(int otherCallers) {
    CallRates rates = new CallRates(clock::nanoTime);
    for (int i = 0; i < LIMIT.permits(); i++) {
      rates.admit("anna", LIMIT);
    }
    for (int i = 0; i < otherCallers; i++) {
      rates.admit("stranger " + i, LIMIT);
    }
    return !rates.admit("anna", LIMIT).isZero();
  }

  @Test
  void it_remembers_so_many_callers_and_no_more() {
    assertThat(isRememberedAfter(CallRates.MAX_CALLERS - 1)).isTrue();
    assertThat(isRememberedAfter(CallRates.MAX_CALLERS)).isFalse();
  }

  @Test
  void the_latest_callers_are_remembered() {
    exhaust("anna");
    for (int i = 0; i < 3 * CallRates.MAX_CALLERS; i++) {
      rates.admit("stranger " + i, LIMIT);
      rates.admit("anna", LIMIT);
    }

    assertThat(rates.admit("anna", LIMIT)).isPositive();
  }
}

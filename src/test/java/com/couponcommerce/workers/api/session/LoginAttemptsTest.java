package com.couponcommerce.workers.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.api.session.LoginAttempts.Attempt;
import com.couponcommerce.workers.delivery.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginAttemptsTest {
  private static final String HERE = "192.0.2.7";
  private static final String THERE = "198.51.100.9";

  private final SettableClock clock = new SettableClock();
  private final LoginAttempts attempts = new LoginAttempts(clock::nanoTime);

  private void fail(int times, String user, String address) {
    for (int i = 0; i < times; i++) {
      assertThat(attempts.begin(user, address).delay()).isZero();
    }
  }

  private Duration delay(String user, String address) {
    Attempt attempt = attempts.begin(user, address);
    if (attempt.delay().isZero()) {
      attempts.succeeded(attempt);
    }
    return attempt.delay();
  }

  @Test
  void a_name_has_ten_failures_a_minute_from_all_addresses() {
    fail(5, "anna", HERE);
    clock.tick(Duration.ofSeconds(20));
    fail(5, "anna", THERE);

    assertThat(delay("anna", "203.0.113.1")).isEqualTo(Duration.ofSeconds(40));
    assertThat(delay("paul", HERE)).isZero();

    clock.tick(Duration.ofSeconds(40));
    fail(5, "anna", HERE);
    assertThat(delay("anna", HERE)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void an_address_has_ten_failures_a_minute_with_all_names() {
    for (int i = 0; i < LoginAttempts.MAX_FAILURES; i++) {
      fail(1, "name" + i, HERE);
    }

    assertThat(delay("anna", HERE)).isEqualTo(LoginAttempts.PER);
    assertThat(delay("anna", THERE)).isZero();
  }

  @Test
  void the_longer_wait_counts() {
    fail(10, "anna", THERE);
    clock.tick(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      fail(1, "name" + i, HERE);
    }

    assertThat(delay("anna", HERE)).isEqualTo(Duration.ofSeconds(60));
    assertThat(delay("anna", "203.0.113.1")).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void an_attempt_that_had_to_wait_is_no_failure() {
    fail(10, "anna", HERE);
    for (int i = 0; i < 1000; i++) {
      assertThat(delay("anna", HERE)).isEqualTo(LoginAttempts.PER);
    }

    clock.tick(LoginAttempts.PER);

    fail(10, "anna", HERE);
  }

  @Test
  void a_success_is_no_failure_and_forgives_none() {
    fail(9, "anna", HERE);
    for (int i = 0; i < 100; i++) {
      assertThat(delay("anna", HERE)).isZero();
    }

    fail(1, "anna", HERE);
    assertThat(delay("anna", HERE)).isPositive();
  }

  @Test
  void attempts_that_run_count_as_failures() {
    Attempt running = attempts.begin("anna", HERE);
    fail(9, "anna", HERE);
    assertThat(delay("anna", HERE)).isPositive();

    attempts.succeeded(running);

    assertThat(delay("anna", HERE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ANNA", " anna", "anna\t", "Anna"})
  void a_name_is_the_same_as_directories_compare_it(String other) {
    fail(10, "anna", HERE);

    assertThat(delay(other, THERE)).isPositive();
  }

  @Test
  void a_long_name_takes_little_memory() {
    String name = attempts.begin("x".repeat(16_000), HERE).name();

    assertThat(name).hasSize(Credentials.MAX_USER);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
    "2001:db8:1:2::1, [2001:db8:1:2:0:0:0:9], true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "fe80::1%1, fe80::2%1, true",
    "::ffff:192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "not:an:address, not:an:address, true"
  })
  void a_host_has_all_ipv6_addresses_of_its_network(String one, String other, boolean same) {
    String network = attempts.begin("anna", one).address();

    assertThat(attempts.begin("paul", other).address().equals(network)).isEqualTo(same);
  }

  @Test
  void it_remembers_so_many_names_and_no_more() {
    fail(10, "anna", HERE);
    for (int i = 0; i < LoginAttempts.MAX_REMEMBERED - 1; i++) {
      attempts.begin("stranger " + i, "address " + i);
    }
    assertThat(delay("anna", THERE)).isPositive();
    for (int i = 0; i < LoginAttempts.MAX_REMEMBERED; i++) {
      attempts.begin("another " + i, "address " + i);
    }
    assertThat(delay("anna", THERE)).isZero();
  }
}

package com.couponcommerce.workers.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.message.Channel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SettableClock clock = new SettableClock();
  private final Pace pace = new Pace(Channel.SMS, clock::nanoTime);

  /** Sends evenly for some seconds. */
  private void send(int perSecond, int seconds) {
    for (int i = 0; i < perSecond * seconds; i++) {
      pace.works();
      clock.tick(SECOND.dividedBy(perSecond));
    }
  }

  /** Sends for a second as fast as the pace allows, and returns how many. */
  private int sendAtPace() {
    int sent = 0;
    for (int milli = 0; milli < 1000; milli++) {
      int taken = pace.take(1000);
      for (int i = 0; i < taken; i++) {
        pace.works();
      }
      sent += taken;
      clock.tick(Duration.ofMillis(1));
    }
    return sent;
  }

  @Test
  void the_rate_is_unlimited_until_the_provider_throttles() {
    send(100, 1);

    assertThat(pace.isLimited()).isFalse();
    assertThat(pace.take(1000)).isEqualTo(1000);
    assertThat(pace.untilNext()).isZero();
  }

  @Test
  void a_throttle_halves_the_rate_of_the_last_seconds() {
    send(100, 10);

    pace.throttled();

    assertThat(pace.isLimited()).isTrue();
    assertThat(sendAtPace()).isBetween(48, 52);
  }

  @Test
  void throttles_of_requests_in_flight_halve_it_once() {
    send(100, 10);

    for (int i = 0; i < 16; i++) {
      pace.throttled();
    }

    assertThat(sendAtPace()).isBetween(48, 52);
  }

  @Test
  void a_second_throttle_halves_it_again() {
    send(100, 10);
    pace.throttled();
    clock.tick(SECOND);
    pace.throttled();

    assertThat(sendAtPace()).isBetween(24, 28);
  }

  @Test
  void it_is_never_slower_than_one_a_second() {
    pace.throttled();
    clock.tick(SECOND);
    pace.throttled();
    clock.tick(SECOND);

    assertThat(pace.take(1000)).isEqualTo(1);
    assertThat(pace.untilNext()).isBetween(Duration.ofMillis(900), SECOND);
  }

  @Test
  void the_returned_wait_is_enough() {
    send(100, 10);
    pace.throttled();

    clock.tick(pace.untilNext().plusNanos(1000));

    assertThat(pace.take(1000)).isEqualTo(1);
  }

  @Test
  void it_grows_by_a_tenth_each_second_until_it_is_unlimited_again() {
    send(100, 10);
    pace.throttled();

    int first = sendAtPace();
    int second = sendAtPace();
    int third = sendAtPace();
    boolean limitedYet = pace.isLimited();
    sendAtPace();
    sendAtPace();
    sendAtPace();
    sendAtPace();

    assertThat(second - first).isBetween(7, 13);
    assertThat(third - second).isBetween(7, 13);
    assertThat(limitedYet).isTrue();
    assertThat(pace.isLimited()).isFalse();
  }

  @Test
  void a_pause_without_sends_makes_it_no_faster() {
    send(100, 10);
    pace.throttled();

    clock.tick(Duration.ofMinutes(1));

    assertThat(pace.isLimited()).isTrue();
    assertThat(pace.take(1000)).isEqualTo(2);
  }
}

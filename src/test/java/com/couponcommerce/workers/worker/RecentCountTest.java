package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentCountTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock();
  private final RecentCount count = new RecentCount(clock::nanoTime);

  private void tick(int seconds) {
    clock.tick(Duration.ofSeconds(seconds));
  }

  @Test
  void a_second_counts_once_it_is_over() {
    count.add(3);
    assertThat(count.last(MINUTE)).isZero();

    tick(1);

    assertThat(count.last(MINUTE)).isEqualTo(3);
    assertThat(count.total()).isEqualTo(3);
  }

  @Test
  void each_window_counts_only_its_own_seconds() {
    for (int second = 0; second < 2000; second++) {
      count.add(2);
      tick(1);
    }

    assertThat(count.last(Duration.ofSeconds(1))).isEqualTo(2);
    assertThat(count.last(MINUTE)).isEqualTo(120);
    assertThat(count.last(Duration.ofMinutes(5))).isEqualTo(600);
    assertThat(count.last(RecentCount.MAX_WINDOW)).isEqualTo(1800);
    assertThat(count.total()).isEqualTo(4000);
  }

  @Test
  void old_events_are_forgotten_even_after_a_long_silence() {
    count.add(5);
    tick(60);
    assertThat(count.last(MINUTE)).isEqualTo(5);
    tick(1);
    assertThat(count.last(MINUTE)).isZero();
    assertThat(count.last(RecentCount.MAX_WINDOW)).isEqualTo(5);

    tick(100_000);

    assertThat(count.last(RecentCount.MAX_WINDOW)).isZero();
    assertThat(count.total()).isEqualTo(5);
  }
}

package com.couponcommerce.workers.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitWaitsTest {
  private final SettableClock clock = new SettableClock();
  private final List<Long> waited = new ArrayList<>();
  private final PermitWaits waits =
      new PermitWaits(clock::nanoTime, wait -> waited.add(wait.toMillis()));

  private void askAfter(long millis, long untilNext) {
    clock.tick(Duration.ofMillis(millis));
    waits.asked();
    waits.answered(Duration.ofMillis(untilNext));
  }

  @Test
  void an_answer_without_a_wait_counts_nothing() {
    askAfter(0, 0);
    askAfter(1000, 0);

    assertThat(waited).isEmpty();
  }

  @Test
  void a_wait_counts_at_most_its_intended_length() {
    askAfter(0, 500);
    askAfter(510, 500);
    askAfter(500, 0);

    assertThat(waited).containsExactly(500L, 500L);
  }

  @Test
  void a_long_wait_counts_in_parts_between_two_requests() {
    askAfter(0, 3000);
    askAfter(1000, 2000);
    askAfter(1000, 1000);
    askAfter(1000, 0);

    assertThat(waited).containsExactly(1000L, 1000L, 1000L);
  }

  @Test
  void a_request_long_after_the_wait_counts_nothing() {
    askAfter(0, 500);
    askAfter(5000, 500);

    assertThat(waited).isEmpty();
  }
}

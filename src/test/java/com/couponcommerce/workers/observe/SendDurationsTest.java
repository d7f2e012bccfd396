package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendDurationsTest {
  private final SendDurations durations = new SendDurations();

  private List<Long> buckets() {
    return IntStream.range(0, SendDurations.bounds().size()).mapToObj(durations::upTo).toList();
  }

  @Test
  void the_bounds_reach_from_5_ms_to_a_minute_and_beyond() {
    assertThat(SendDurations.bounds())
        .startsWith("0.005", "0.01", "0.025")
        .endsWith("30.0", "60.0", "+Inf")
        .hasSize(14);
  }

  @Test
  void a_try_counts_in_each_bucket_that_it_fits_into() {
    durations.record(Duration.ofMillis(100));
    durations.record(Duration.ofMillis(101));
    durations.record(Duration.ofMinutes(5));

    assertThat(buckets()).containsExactly(0L, 0L, 0L, 0L, 1L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 3L);
    assertThat(durations.count()).isEqualTo(3);
    assertThat(durations.seconds()).isEqualTo(300.201);
  }

  @Test
  void no_bucket_ever_falls() {
    for (int i = 0; i < 5000; i++) {
      durations.record(Duration.ofMillis(i < 2500 ? 1 : 7000));
    }

    assertThat(durations.upTo(0)).isEqualTo(2500);
    assertThat(durations.count()).isEqualTo(5000);
  }
}

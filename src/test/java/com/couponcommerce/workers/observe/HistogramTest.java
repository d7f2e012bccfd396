package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram =
      new Histogram(Duration.ofMillis(5), Duration.ofMillis(100), Duration.ofMinutes(1));

  private List<Long> buckets() {
    return IntStream.range(0, histogram.bounds().size()).mapToObj(histogram::upTo).toList();
  }

  @Test
  void the_bounds_are_told_in_seconds() {
    assertThat(histogram.bounds()).containsExactly("0.005", "0.1", "60.0", "+Inf");
  }

  @Test
  void a_duration_counts_in_each_bucket_that_it_fits_into() {
    histogram.record(Duration.ofMillis(100));
    histogram.record(Duration.ofMillis(101));
    histogram.record(Duration.ofMinutes(5));

    assertThat(buckets()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(histogram.count()).isEqualTo(3);
    assertThat(histogram.seconds()).isCloseTo(300.201, within(1e-9));
  }

  @Test
  void no_bucket_ever_falls() {
    for (int i = 0; i < 5000; i++) {
      histogram.record(Duration.ofMillis(i < 2500 ? 1 : 7000));
    }

    assertThat(histogram.upTo(0)).isEqualTo(2500);
    assertThat(histogram.count()).isEqualTo(5000);
  }
}

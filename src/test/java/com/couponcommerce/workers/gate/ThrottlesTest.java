package com.couponcommerce.workers.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.message.MessageId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottlesTest {
  private final SettableClock clock = new SettableClock();
  private final Throttles throttles = new Throttles(clock::nanoTime);

  private boolean isLimit(String id, String words) {
    return throttles.isLimit(new MessageId(id), words);
  }

  @Test
  void three_messages_within_ten_seconds_meet_a_limit() {
    assertThat(isLimit("m1", "slow")).isFalse();
    clock.tick(Duration.ofSeconds(5));
    assertThat(isLimit("m2", "slow")).isFalse();
    clock.tick(Duration.ofSeconds(5).minusNanos(1));

    assertThat(isLimit("m3", "slow")).isTrue();
  }

  @Test
  void a_throttle_counts_for_less_than_ten_seconds() {
    isLimit("m1", "slow");
    isLimit("m2", "slow");
    clock.tick(Duration.ofSeconds(10));

    assertThat(isLimit("m3", "slow")).isFalse();
  }

  @Test
  void other_words_are_of_another_limit() {
    isLimit("m1", "slow");
    isLimit("m2", "slow");

    assertThat(isLimit("m3", "full")).isFalse();
    assertThat(isLimit("m4", "slow")).isTrue();
  }

  @Test
  void the_last_thousand_throttles_are_kept() {
    isLimit("m1", "slow");
    isLimit("m2", "slow");
    for (int i = 0; i < 997; i++) {
      isLimit("other" + i, "full");
    }

    assertThat(isLimit("m3", "slow")).isTrue();
  }

  @Test
  void the_oldest_of_a_thousand_throttles_is_forgotten() {
    isLimit("m1", "slow");
    isLimit("m2", "slow");
    for (int i = 0; i < 998; i++) {
      isLimit("other" + i, "full");
    }

    assertThat(isLimit("m3", "slow")).isFalse();
  }
}

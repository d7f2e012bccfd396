package com.couponcommerce.workers.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import org.junit.jupiter.api.Test;

class AccusationsTest {
  private final Accusations accusations = new Accusations();

  private boolean isRepeated(int code) {
    return accusations.add(new Failure(FailureClass.CONFIG, "code" + code, "no"));
  }

  private void say(int words) {
    for (int code = 0; code < words; code++) {
      assertThat(isRepeated(code)).isFalse();
    }
  }

  @Test
  void the_same_words_are_known_among_ninety_nine() {
    say(99);

    assertThat(isRepeated(0)).isTrue();
    assertThat(isRepeated(98)).isTrue();
  }

  @Test
  void a_hundred_words_are_all_forgotten() {
    say(100);

    assertThat(isRepeated(0)).isFalse();
    assertThat(isRepeated(99)).isFalse();
    assertThat(isRepeated(0)).isTrue();
  }

  @Test
  void what_was_said_before_a_success_is_forgotten() {
    say(1);

    accusations.clear();

    assertThat(isRepeated(0)).isFalse();
  }
}

package com.couponcommerce.workers.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.Traits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalRunTest {
  private final RefusalRun<String> run = new RefusalRun<>();

  private static Failure failure(String code) {
    return new Failure(FailureClass.PERM_RECIPIENT, code, "no");
  }

  private static Refused<String> refused(String code) {
    return new Refused<>(code, new MessageId(code), Traits.NONE, 0, failure(code), false);
  }

  @Test
  void words_are_excused_for_ten_minutes() {
    run.add(refused("550"), 0);
    run.excuse(0);

    long end = Duration.ofMinutes(10).toNanos();
    assertThat(run.isExcused(failure("550"), end - 1)).isTrue();
    assertThat(run.isExcused(failure("550"), end)).isFalse();
    assertThat(run.isExcused(failure("551"), 0)).isFalse();
  }

  @Test
  void an_excused_run_ends_with_what_it_holds() {
    Refused<String> refused = refused("550");
    run.add(refused, 0);

    assertThat(run.excuse(0)).containsExactly(refused);
    assertThat(run.takeHeld()).isEmpty();
  }

  @Test
  void a_hundred_words_are_excused_at_a_time() {
    for (int i = 0; i < 100; i++) {
      run.add(refused("code" + i), 0);
      run.excuse(0);
    }
    assertThat(run.isExcused(failure("code0"), 0)).isTrue();

    run.add(refused("code100"), 0);
    run.excuse(0);

    assertThat(run.isExcused(failure("code0"), 0)).isFalse();
    assertThat(run.isExcused(failure("code100"), 0)).isTrue();
  }
}

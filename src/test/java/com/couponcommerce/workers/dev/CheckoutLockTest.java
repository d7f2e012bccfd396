package com.couponcommerce.workers.dev;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutLockTest {
  @Test
  void a_second_start_names_the_first_and_may_follow_it(@TempDir Path directory) {
    Path checkout = directory.resolve("dev");
    try (CheckoutLock first = CheckoutLock.take(checkout)) {
      assertThatThrownBy(() -> CheckoutLock.take(checkout))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already, as process " + ProcessHandle.current().pid() + ".");
      assertThatCode(first::close).doesNotThrowAnyException();
    }

    assertThatCode(() -> CheckoutLock.take(checkout).close()).doesNotThrowAnyException();
  }
}

package com.couponcommerce.workers.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final IOException ROOT = new IOException("reset by peer");
  private static final RuntimeException CHAIN =
      new IllegalStateException("outer", new UncheckedIOException(ROOT));

  @Test
  void the_root_is_the_last_cause() {
    assertThat(Causes.root(CHAIN)).isSameAs(ROOT);
    assertThat(Causes.root(ROOT)).isSameAs(ROOT);
  }

  @Test
  void the_exception_itself_counts_as_well_as_its_causes() {
    assertThat(Causes.has(CHAIN, IllegalStateException.class)).isTrue();
    assertThat(Causes.has(CHAIN, IOException.class)).isTrue();
    assertThat(Causes.has(CHAIN, ArithmeticException.class)).isFalse();
    assertThat(Causes.find(CHAIN, e -> "reset by peer".equals(e.getMessage()))).contains(ROOT);
  }
}

package com.couponcommerce.workers.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CausesTest {
  private final IOException root = new IOException("reset by peer");
  private final RuntimeException chain =
      new IllegalStateException("outer", new UncheckedIOException(root));

  @Test
  void the_root_is_the_last_cause() {
    assertThat(Causes.root(chain)).isSameAs(root);
    assertThat(Causes.root(root)).isSameAs(root);
  }

  @Test
  void the_exception_itself_counts_as_well_as_its_causes() {
    assertThat(Causes.has(chain, IllegalStateException.class)).isTrue();
    assertThat(Causes.has(chain, IOException.class)).isTrue();
    assertThat(Causes.has(chain, ArithmeticException.class)).isFalse();
    assertThat(Causes.find(chain, e -> "reset by peer".equals(e.getMessage()))).contains(root);
  }
}

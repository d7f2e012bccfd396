package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BoundedStreamTest {
  private static InputStream of(int bytes) {
    return new BoundedStream(new ByteArrayInputStream(new byte[bytes]), 10);
  }

  @Test
  void what_fits_is_read_to_its_end() throws IOException {
    assertThat(of(10).readAllBytes()).hasSize(10);
    assertThat(of(0).read()).isEqualTo(-1);
  }

  @Test
  void one_byte_more_is_refused_however_it_is_read() {
    assertThatThrownBy(() -> of(11).readAllBytes()).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> of(11).skip(11)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> readSingly(of(11))).isInstanceOf(Problem.class);
  }

  private static void readSingly(InputStream body) throws IOException {
    while (body.read() >= 0) {
      // to the end
    }
  }
}

package com.couponcommerce.workers.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeEntityTest {
  private static String body(String text) throws IOException {
    return new String(MimeEntity.text("plain", Map.of(), text).body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void each_kind_of_line_break_becomes_crlf(String lineBreak) throws IOException {
    assertThat(body(lineBreak + "a" + lineBreak + lineBreak + "b" + lineBreak))
        .isEqualTo("\r\na\r\n\r\nb\r\n");
  }
}

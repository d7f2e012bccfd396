package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
  private static Content content(String text) {
    return Content.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String written(String text) {
    Content content = content(text);
    return new String(content.bytes(), 0, content.length(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_line_with_a_dot_follows() {
    assertThat(written("a\r\n\r\nb\r\n")).isEqualTo("a\r\n\r\nb\r\n.\r\n");
    assertThat(written("")).isEqualTo(".\r\n");
  }

  @Test
  void a_last_line_without_an_end_gets_one() {
    assertThat(written("a")).isEqualTo("a\r\n.\r\n");
    assertThat(written("a\r")).isEqualTo("a\r\n.\r\n");
    assertThat(written("a\n")).isEqualTo("a\r\n.\r\n");
  }

  @Test
  void a_dot_at_the_start_of_a_line_is_doubled() {
    assertThat(written(".")).isEqualTo("..\r\n.\r\n");
    assertThat(written(".\r\n..\r\n.a\r\na.\r\n")).isEqualTo("..\r\n...\r\n..a\r\na.\r\n.\r\n");
  }

  @Test
  void a_cr_or_lf_alone_ends_a_line_too() {
    assertThat(written("a\n.\nb")).isEqualTo("a\r\n..\r\nb\r\n.\r\n");
    assertThat(written("a\r.\rb")).isEqualTo("a\r\n..\r\nb\r\n.\r\n");
    assertThat(written("a\n\r.\r\r\n.\n")).isEqualTo("a\r\n\r\n..\r\n\r\n..\r\n.\r\n");
  }

  @Test
  void no_server_finds_a_final_dot_before_the_last_line() {
    StringBuilder worst = new StringBuilder();
    for (String end : new String[] {"\n", "\r", "\r\n", "\n\r"}) {
      for (String another : new String[] {"\n", "\r", "\r\n", "\n\r"}) {
        worst.append("a").append(end).append(".").append(another);
      }
    }

    assertThat(written(worst.toString()))
        .doesNotContainPattern("(^|\\n)\\.\\r\\n(?s).")
        .doesNotContainPattern("\\r(?!\\n)|(?<!\\r)\\n");
  }

  @ParameterizedTest
  @CsvSource({"'',0", "a,3", "'.',3", "'..',4", "'.a\n.b',8"})
  void the_size_has_line_ends_and_no_doubled_dots(String text, long size) {
    assertThat(content(text).size()).isEqualTo(size);
  }

  @Test
  void a_byte_above_127_is_noticed() {
    assertThat(content("a\r\n\u007f").isEightBit()).isFalse();
    assertThat(content("a\r\n\u0080").isEightBit()).isTrue();
    assertThat(content(".\u00ff").isEightBit()).isTrue();
  }

  @Test
  void a_content_that_grows_by_each_byte_is_whole() {
    String dots = ".\n".repeat(1000);

    assertThat(written(dots)).isEqualTo("..\r\n".repeat(1000) + ".\r\n");
    assertThat(content(dots).size()).isEqualTo(3000);
  }
}

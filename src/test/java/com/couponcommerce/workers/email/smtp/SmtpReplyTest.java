package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {
  private static SmtpReply reply(String... lines) {
    return SmtpReply.of(List.of(lines)).orElseThrow();
  }

  @Test
  void a_reply_of_several_lines_is_one_line_of_text() {
    assertThat(reply("550-5.1.1 one", "550-", "550 5.1.1 two"))
        .isEqualTo(new SmtpReply(550, "550-5.1.1 one  5.1.1 two"));
    assertThat(reply("550-5.1.1", "550 5.2.2").enhanced()).isEqualTo("5.1.1");
  }

  @Test
  void line_ends_within_a_line_become_blanks() {
    assertThat(reply("250 2.0.0 a\rb\u0085c\u2028d\u000be").text())
        .isEqualTo("250 2.0.0 a b c d e");
    assertThat(reply("250 2.0.0 a\rb").enhanced()).isEqualTo("2.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "250 2.1.5 ok,2.1.5",
    "550 5.1.1,5.1.1",
    "550 5.1.1: no,5.1.1",
    "550 - 5.1.1 no,5.1.1",
    "550 4.1.1 no,''",
    "550 5.1.1x no,''",
    "550 5.1 no,''",
    "550 no 5.1.1,''",
    "354 go,''"
  })
  void an_enhanced_code_follows_the_code_and_agrees_with_it(String line, String enhanced) {
    assertThat(reply(line).enhanced()).isEqualTo(enhanced);
  }

  @ParameterizedTest
  @CsvSource({
    "200,true,false,false,true",
    "354,false,false,false,false",
    "421,false,true,false,true",
    "599,false,false,true,true"
  })
  void the_first_digit_tells_what_it_means(
      int code, boolean positive, boolean temporary, boolean permanent, boolean isFinal) {
    SmtpReply reply = reply(code + " text");

    assertThat(reply.isPositive()).isEqualTo(positive);
    assertThat(reply.isTemporary()).isEqualTo(temporary);
    assertThat(reply.isPermanent()).isEqualTo(permanent);
    assertThat(reply.isRefusal()).isEqualTo(temporary || permanent);
    assertThat(reply.isFinal()).isEqualTo(isFinal);
  }

  @Test
  void no_lines_are_no_reply() {
    assertThat(SmtpReply.of(List.of())).isEmpty();
  }

  @Test
  void a_colon_may_follow_the_code() {
    assertThat(reply("552: 5.3.4 too big")).isEqualTo(new SmtpReply(552, "552: 5.3.4 too big"));
    assertThat(reply("552: 5.3.4 too big").enhanced()).isEqualTo("5.3.4");
  }
}

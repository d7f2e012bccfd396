package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressParserTest {

  static EmailAddress parse(String input) throws RefusedMessageException {
    return EmailAddressParser.parse("to", input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.test",
        "first.last+tag@sub.example.org",
        "o'neil@example.org",
        "a@1.2.3.example",
        "\"john doe\"@example.org",
        "\"a@b\"@example.org",
        "x!#$%&*/=?^_`{|}~-@example.org"
      })
  void an_address_stays_as_it_is(String address) throws Exception {
    assertThat(parse("  " + address + " ")).isEqualTo(new EmailAddress(address));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ann <a@b.test> | Ann",
        "Ann Lee<a@b.test> | Ann Lee",
        "\"Lee, Ann\" <a@b.test> | Lee, Ann",
        "\"a \\\"b\\\"\" <a@b.test> | a \"b\"",
        "Jörg (Büro) <a@b.test> | Jörg (Büro)"
      })
  void an_address_may_have_a_name_before_it(String input, String name) throws Exception {
    assertThat(parse(input)).isEqualTo(new EmailAddress(Optional.of(name), "a@b.test"));
  }

  @Test
  void brackets_alone_have_no_name() throws Exception {
    assertThat(parse("<a@b.test>")).isEqualTo(new EmailAddress("a@b.test"));
  }

  @ParameterizedTest
  @CsvSource({
    "a@münchen.example,a@xn--mnchen-3ya.example",
    "a@ｅｘａｍｐｌｅ.test,a@example.test",
    "a@例え.テスト,a@xn--r8jz45g.xn--zckzah",
    "a@example。test,a@example.test",
    "A.b@EXAMPLE.Org,A.b@example.org"
  })
  void a_domain_goes_out_in_lower_case_punycode(String input, String address) throws Exception {
    assertThat(parse(input).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "a@b",
        "@b.test",
        "a@",
        "a@b.",
        "a@.b.test",
        "a@b..test",
        "a@-b.test",
        "a@b_c.test",
        "a@[127.0.0.1]",
        "a..b@c.test",
        ".a@c.test",
        "a b@c.test",
        "a@b.c,d@e.f",
        "a@b.test;c@d.test",
        "a@b.test c@d.test",
        "grp:a@b.test;",
        "grp: <a@b.test>",
        "<aaa@bbb.test>ccc@ddd.test",
        "x@y.test <a@b.test>",
        "x, Ann <a@b.test>",
        "Ann <x> <a@b.test>",
        "Ann <a@b.test",
        "<<a@b.test>>",
        "a@b.test (comment)",
        "(comment)a@b.test",
        "-oX@x.org",
        "\"-oX\"@x.org",
        "\"\"@x.org",
        "\"a\"b\"@x.org",
        "mü@x.org",
        "ａ@x.org",
        "a＠x.org",
        "a@straße.test",
        "a@x\u200d.test",
        "a@x.org\r\nRCPT TO:<b@x.org>",
        "\"a\r\n b\"@x.org",
        "\"a\\\r\"@x.org",
        "a@x.org\u0000",
        "Ann\r\nBcc: b@x.org <a@x.org>",
        "Ann\u0085 <a@x.org>"
      })
  void everything_else_is_refused_without_being_quoted(String input) {
    assertThatThrownBy(() -> parse(input))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageStartingWith("to: must ")
        .hasMessageNotContaining("x.org")
        .hasMessageNotContaining("b.test");
  }

  @Test
  void lengths_have_the_limits_of_smtp() throws Exception {
    String domain = "d".repeat(60) + "." + "d".repeat(60) + "." + "d".repeat(60) + ".test";

    assertThat(parse("x".repeat(64) + "@" + "d".repeat(60) + ".test").address()).hasSize(130);
    assertThat(parse("x".repeat(66).substring(0, 64) + "@" + domain).address()).hasSize(252);
    assertThatThrownBy(() -> parse("x".repeat(65) + "@b.test"))
        .isInstanceOf(RefusedMessageException.class);
    assertThatThrownBy(() -> parse("x".repeat(64) + "@ddd" + domain))
        .isInstanceOf(RefusedMessageException.class);
  }

  @Test
  void a_non_ascii_local_part_is_refused_with_its_reason() {
    assertThatThrownBy(() -> parse("jörg@example.org")).hasMessageContaining("5.6.7");
  }

  @Test
  void a_log_line_shows_no_local_part() throws Exception {
    assertThat(parse("Ann <ann@b.test>")).hasToString("a***@b.test");
  }
}

package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
        "<aaa@bbb.test>ccc@ddd.test",
        "Ann <x> <a@b.test>",
        "Ann <a@b.test",
        "<<a@b.test>>",
        "-oX@x.org",
        "\"-oX\"@x.org",
        "\"\"@x.org",
        "\"a\"b\"@x.org",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Doe, John <a@b.test> | Doe, John",
        "Doe, John, Dr. <a@b.test> | Doe, John, Dr.",
        "A@B.test <a@b.test> | ''",
        "x@y.test <a@b.test> | x@y.test",
        "a@b.test (Ann Lee) | Ann Lee",
        "(Ann) a@b.test | Ann",
        "(Ann) <a@b.test> | Ann",
        "Ann <a@b.test> (office) | Ann",
        "'\u00a0a@b.test\u200b' | ''",
        "'\ufeff<a@b.test>\r\n' | ''",
        "Friends: Ann <a@b.test>; | Ann",
        "mailto:a@b.test | ''"
      })
  void an_address_is_read_as_the_field_writes_it(String input, String name) throws Exception {
    assertThat(parse(input))
        .isEqualTo(new EmailAddress(Optional.of(name).filter(n -> !n.isEmpty()), "a@b.test"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a@b.test,c@d.test | a@b.test c@d.test",
        "a@b.test; c@d.test; | a@b.test c@d.test",
        "'a@b.test,\r\n c@d.test,' | a@b.test c@d.test",
        "\"Lee; Ann\" <a@b.test>, Doe, John <c@d.test> | a@b.test c@d.test",
        "Team: a@b.test, c@d.test; e@f.test | a@b.test c@d.test e@f.test",
        "undisclosed-recipients:; | ''",
        "\"a,b\"@x.org | \"a,b\"@x.org",
        ", | ''"
      })
  void a_list_is_split_at_commas_and_semicolons(String input, String addresses) throws Exception {
    assertThat(new AddressListParser("to", input).parse())
        .extracting(EmailAddress::address)
        .isEqualTo(List.of(addresses.isEmpty() ? new String[0] : addresses.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"jörg@example.org", "用户@example.org", "jo\u0308rg@example.org"})
  void letters_of_other_scripts_are_composed_and_need_a_server_that_takes_them(String input)
      throws Exception {
    assertThat(parse(input).isInternational()).isTrue();
    assertThat(parse("jo\u0308rg@example.org").address()).isEqualTo("jörg@example.org");
    assertThat(parse("a@münchen.example").isInternational()).isFalse();
  }

  @Test
  void a_log_line_shows_no_local_part() throws Exception {
    assertThat(parse("Ann <ann@b.test>")).hasToString("a***@b.test");
  }
}

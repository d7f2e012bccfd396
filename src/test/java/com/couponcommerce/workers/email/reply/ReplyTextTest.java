package com.couponcommerce.workers.email.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTextTest {

  private static ReplyText text(String reply) {
    return ReplyText.of(Example.reply(reply));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 User  Unknown | user unknown",
        "550-5.1.1 The account\\n550 5.1.1 does not exist | the account does not exist",
        "550 <ann.lee+x@shop.test>: Bad | <@>: bad",
        "550 ann@x.test, bob@y.test | @, @",
        "550 @x.test is bad | @ is bad",
        "550 a@b@x.test is bad | @@ is bad",
        "450 said: 550 5.1.1 unknown | said: 550 5.1.1 unknown",
        "550 no mailbox (#5.1.1) | no mailbox (# )",
        "554 host[192.0.2.1] and 198.51.100.7 | host[ip] and ip",
        "554 client [2001:db8::1] and [IPv6:2001:db8::2] | client [ip] and [ip]",
        "554 see https://www.spamhaus.org/query/ip/192.0.2.1?a=spam (now) | see https://www.spamhaus.org (now)",
        "554 see https://www.spamhaus.org | see https://www.spamhaus.org",
        "554 ://x.test/path (now) | ://x.test (now)",
        "552 Boîte du destinataire, Empfänger, Usuário | boite du destinataire, empfanger, usuario",
        "550 Ящик не найден | ящик не найден",
        "550 can’t | can't",
        "550 | ''"
      })
  void the_words_are_plain(String reply, String words) {
    assertThat(text(reply).words()).isEqualTo(words);
  }

  @Test
  void enhanced_codes_are_found_wherever_they_stand() {
    assertThat(text("550 sorry, no mailbox (#5.1.1)").enhanced()).containsExactly("5.1.1");
    assertThat(text("550 #5.7.1 No").enhanced()).containsExactly("5.7.1");
    assertThat(text("552 5.1.1 5.2.2 full").enhanced()).containsExactly("5.1.1", "5.2.2");
    assertThat(text("550 5.7.133 No").enhanced()).containsExactly("5.7.133");
  }

  @Test
  void codes_that_contradict_and_numbers_of_versions_are_none() {
    assertThat(text("450 said: 550 5.1.1 unknown").enhanced()).isEmpty();
    assertThat(text("550 v5.1.3, id-5.9.4, 5.1.1.2").enhanced()).isEmpty();
  }
}

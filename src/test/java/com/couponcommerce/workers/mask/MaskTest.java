package com.couponcommerce.workers.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user@example.com|u***@example.com",
        "u@example.com|u***@example.com",
        "Ann Lee <ann.lee@example.com>|a***@example.com",
        "'\"ann lee\"@example.com'|a***@example.com",
        "'\"Lee, Ann\" <ann@example.com>'|a***@example.com",
        "änn@exämple.com|ä***@exämple.com",
        "用户@例子.广告|用***@例子.广告",
        "ann%40example.com|a***@example.com",
        "ann＠example.com|a***@example.com",
        "ann@[192.0.2.1]|a***@[192.0.2.1]",
        "ann@example.com, bob@example.org|b***@example.org",
        "ann@example.com and my number is 0151|a***@example.com",
        "@example.com|***@example.com",
        "ann@|***",
        "Ann Lee|***",
        "''|***"
      })
  void the_first_character_and_the_domain_of_an_address_stay(String address, String masked) {
    assertThat(Mask.address(address)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+4917012345789|+49…789",
        "017012345789|01…789",
        "+49 (0)170 12345-789|+49…789",
        "+1234567|+…567",
        "12345|…",
        "Ann|…",
        "''|…"
      })
  void the_beginning_and_three_digits_of_a_number_stay(String number, String masked) {
    assertThat(Mask.number(number)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 <ann.lee@x.test>: unknown, ask bob@y.test|550 5.1.1 <a***@x.test>: unknown, ask"
            + " b***@y.test",
        "to=ann@x.test rejected|t***@x.test rejected",
        "no mailbox 'ann@x.test' here|no mailbox 'a***@x.test' here",
        "no mailbox o'brien@x.test.|no mailbox o***@x.test.",
        "rcpt rfc822;ann@x.test|rcpt rfc822;a***@x.test",
        "<\"ann lee\"@x.test>|<\"a***@x.test>",
        "<\"ann \\\"the\\\" lee\"@x.test>|<\"a***@x.test>",
        "{\\\"to\\\":\\\"ann@x.test\\\"}|{\\\"to\\\":\\\"a***@x.test\\\"}",
        "änn.lee@x.test|ä***@x.test",
        "GET /?to=ann.lee%40x.test&a=1|GET /?to=a***%40x.test&a=1",
        "ann\\u0040x.test|a***\\u0040x.test",
        "ann&#64;x.test|a***&#64;x.test",
        "user%y.test@x.test|u***@x.test",
        "root@localhost|r***@localhost",
        "4915123456789@x.test|4***@x.test",
        "ann@x.test,bob@x.test;cat@x.test|a***@x.test,b***@x.test;c***@x.test",
        "smtp://ann:secret@x.test:25/|smtp://***@x.test:25/",
        "smtp://ann%40x.test:secret@x.test:25/|smtp://***@x.test:25/",
        "ann&#x40;x.test|a***&#x40;x.test",
        "ann&#X0040;x.test|a***&#X0040;x.test",
        "ann&commat;x.test|a***&commat;x.test",
        "ann%2540x.test|a***%2540x.test",
        "ann\\\\u0040x.test|a***\\u0040x.test",
        "ann(smith)@x.test|a***@x.test",
        "ann (her own) @x.test|a***@x.test",
        "ann.lee @x.test|a***@x.test",
        "ann.lee @ x.test|a***@ x.test",
        "<ann\u00adlee\u200b@x.test>|<a***@x.test>",
        "ann.lee &#64; x.test|a***&#64; x.test",
        "ann.lee &#64;x.test|a***&#64;x.test",
        "ann.lee %40 x.test|a***%40 x.test",
        "ann&#64x.test|a***&#64x.test",
        "ann\\x40x.test|a***\\x40x.test",
        "ann.lee=40x.test|a***=40x.test",
        "ann.lee\u00a0@x.test|a***@x.test",
        "ann.lee     @x.test|a***@x.test",
        "bounce+ann.lee=x.test%40lists.test|bounce+a***%40lists.test",
        "GET /?a=1&to=ann%40x.test|GET /?a=1&to=a***%40x.test",
        "at 10 @ noon|at 10 @ noon",
        "@deprecated|@deprecated"
      })
  void addresses_within_a_text_are_masked(String text, String masked) {
    assertThat(Mask.text(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The 'To' number +4917012345678 is not valid|The 'To' number +49…678 is not valid",
        "to 4917012345678.|to 49…678.",
        "to 0170-123 45 678, or|to 01…678, or",
        "to +49 (0) 170/1234567!|to +49…567!",
        "to (0170) 1234-567|to (01…567",
        "to +49.170.1234567|to +49…567",
        "to +1 202 555 0123|to +12…123",
        "to +49\u00a0170\u00a01234567|to +49…567",
        "to +49\u2011170\u20111234567|to +49…567",
        "/PhoneNumbers/%2B4917012345678.json|/PhoneNumbers/%2B49…678.json",
        "To=%2B49+170+1234567&x=1|To=%2B49…567&x=1",
        "To=%2B49%20170%201234567|To=%2B49…567",
        "\\u002b4917012345678|\\u002b49…678",
        "code\\n4917012345678|code\\n49…678",
        "tel4917012345678x|tel49…678x",
        "tel1234567|tel…567",
        "+٤٩١٧٠١٢٣٤٥٦٧٨|+٤٩…٦٧٨",
        "550 4917012345678 unknown|550 49…678 unknown",
        "card 4111 1111 1111 1111|card 41…111",
        "501 234 567|…567",
        "212 345 678 is no number|…678 is no number",
        "415 555 2671|41…671",
        "415-555-2671|41…671",
        "415-555-267 and 415 555 268|…267 and …268",
        "550 415 555 2671 unknown|55…671 unknown",
        "550 +49 170 1234567|550 +49…567",
        "06.12.34.56.78|06…678",
        "(02) 12.34.56.78|(02…678",
        "00352 12.34.56.78|00…678",
        "0033.6.12.34.56.78|00…678",
        "01 23.45.67.89|01…789",
        "06:12:34:12:34|06…234",
        "0171 20:15 30:45|01…045",
        "415•555•2671|41…671",
        "415%2E555%2E2671|41…671",
        "415%2520555%25202671|41…671",
        "415&#45;555&#45;2671|41…671",
        "415 -- 555 -- 2671|41…671",
        "to=3D612345678|to=3D…678",
        "612345678x12|…678x12",
        "0151_2345_6789|01…789",
        "0151:2345:6789|01…789",
        "0151*2345*6789|01…789",
        "0151·2345·6789|01…789",
        "0151~2345~6789|01…789",
        "0151\u22122345\u22126789|01…789",
        "0151\u200e2345\u00ad6789|01…789",
        "0\u200b1\u200b5\u200b1\u200b2\u200b3\u200b4|…234",
        "0\ufe0f\u20e31\ufe0f\u20e35\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e3|…234\ufe0f\u20e3",
        "0151\\u00a02345\\u00a06789|01…789",
        "0151&nbsp;2345&nbsp;6789|01…789",
        "0151%C2%A02345%c2%a06789|01…789"
      })
  void numbers_within_a_text_are_masked(String text, String masked) {
    assertThat(Mask.text(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "250 2.0.0 Ok: queued as 4821039A7C",
        "250 2.0.0 w1NA0Ab1012345 Message accepted for delivery",
        "250 OK id=1rJxyz-00000001AbC-0ab1",
        "250 Ok 0100018c1b2d3e4f-1a2b3c4d-1234-1234-1234-123456789012-000000",
        "450 4.2.1 try again in 3600 seconds",
        "451 4.7.1 3600 seconds",
        "2026-11-23 10:00:00.123 at 10:00:00,123456 by [IPv6:2001:470:1:2::3]",
        "from 2001:470:1234:5678:1234:5678:1234:5678 and 2001:470::1234",
        "452 4.5.3 100 recipients at most",
        "error 21211 at 12:30",
        "2026-11-23T10:00:00.123456789Z and 2026-11-23 10:00:00 +0000",
        "from 192.168.100.200:25 and [2001:db8:85a3:8d3:1319:8a2e:370:7348]",
        "cw-12345678901234567890123456789012",
        "<cw-12345678901234567890123456789012@shop.example.com>",
        "SM1234567890abcdef1234567890abcdef",
        "51 bytes, sha256 1234567890a12345",
        "u***@example.com, +49…789",
        "java.net.ConnectException: Connection refused",
        "",
      })
  void words_that_operators_search_for_stay(String text) {
    assertThat(Mask.text(text)).isEqualTo(text);
  }

  @Test
  void an_address_that_a_line_break_divides_is_masked() {
    assertThat(Mask.text("ann.lee\n@x.test")).isEqualTo("a***@x.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+49…789", "01…789", "…789", "+…567", "…"})
  void a_masked_number_stays_as_it_is(String masked) {
    assertThat(Mask.number(masked)).isEqualTo(masked);
  }

  @Test
  void masking_twice_changes_nothing_more() {
    String once = Mask.text("smtp://a:b@x.test <ann.lee@x.test> \"a b\"@x.test +49 170 1234567");

    assertThat(Mask.text(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@", "a@", "\"@", "\\\"@", "1", "1 ", "1234567a", "://", "%40", "+", "1.", "a1-"})
  void a_long_hostile_text_takes_no_longer_than_its_length(String piece) {
    String text = piece.repeat(300_000 / piece.length());

    Assertions.assertTimeout(Duration.ofSeconds(20), () -> Mask.text(text));
  }

  @Test
  void any_text_can_be_masked() {
    Random random = new Random(1);
    String alphabet = "a@@%40\"\\<>1234567890+- .()u0040&#;:/\ud83d\ude00\u2028é";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String masked = Mask.text(text.toString());
      assertThat(masked.getBytes(StandardCharsets.UTF_8)).isNotNull();
      Mask.address(text.toString());
      Mask.number(text.toString());
    }
  }
}

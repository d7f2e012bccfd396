package com.couponcommerce.workers.queue.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedPayloadTest {

  private static String view(String payload) {
    return MaskedPayload.json(Payload.of(payload));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'to':'ann.lee@x.test'|'to':'a***@x.test'",
        "'to':['Ann <ann@x.test>','bob@x.test']|'to':['a***@x.test','b***@x.test']",
        "'to':'+4915123456789'|'to':'+49…789'",
        "'to':'0151 23456789'|'to':'01…789'",
        "'to':4915123456789|'to':'49…789'",
        "'to':'Ann Lee'|'to':'…'",
        "'to':{'Ann':'ann@x.test'}|'to':{'Ann':'a***@x.test'}",
        "'CC':['ann@x.test'],'bcc':null|'CC':['a***@x.test'],'bcc':null",
        "'replyTo':'ann@x.test','remaining':['bob@x.test']|'replyTo':'a***@x.test','remaining':['b***@x.test']",
        "'from':'Shop'|'from':'Shop'",
        "'from':'Shop <shop@x.test>'|'from':'s***@x.test'",
        "'from':'+4915123456789'|'from':'+49…789'",
        "'body':'Hello Ann'|'body':'(9 characters)'",
        "'html':'<p>','message':'Hi','text':''|'html':'(3 characters)','message':'(2"
            + " characters)','text':'(0 characters)'",
        "'body':[1,'a'],'html':{'a':1},'message':7|'body':'(2 values)','html':'(1"
            + " fields)','message':'(a number)'",
        "'attachments':[{'filename':'a.pdf','content':'QUJD'}]|'attachments':[{'filename':'a.pdf','content':'(4"
            + " characters)'}]",
        "'listUnsubscribe':'https://x.test/u?t=abc'|'listUnsubscribe':'(22 characters)'",
        "'subject':'482913 is your code, ann@x.test'|'subject':'###### is your code, a***@x.test'",
        "'headers':{'X-Ref':'ann@x.test','ann@x.test':'1'}|'headers':{'X-Ref':'a***@x.test','a***@x.test':'1'}",
        "'failures':[{'try':1234567},{'attempt':1234567}]|'failures':[{'try':1234567},{'attempt':1234567}]",
        "'retries':2,'sendAt':1795428000000,'vip':true,'price':1.10|'retries':2,'sendAt':1795428000000,'vip':true,'price':1.10",
        "'phone':4915123456789,'order':12345|'phone':'49…789','order':12345",
        "'note':'call +49 151 23456789'|'note':'call +49…789'",
        "'a':{'b':[{'to':'ann@x.test','body':'x'}]}|'a':{'b':[{'to':'a***@x.test','body':'(1"
            + " characters)'}]}",
        "'deadLetter':{'code':'550 5.1.1','error':'<ann@x.test> unknown'}|'deadLetter':{'code':'550"
            + " 5.1.1','error':'<a***@x.test> unknown'}"
      })
  void who_and_what_is_hidden(String fields, String shown) {
    assertThat(view("{" + fields.replace('\'', '"') + "}"))
        .isEqualTo("{" + shown.replace('\'', '"') + "}");
  }

  @Test
  void a_long_text_is_cut() {
    String shown = view("{\"note\":\"" + "x".repeat(5000) + "\"}");

    assertThat(shown).hasSizeLessThan(600).endsWith("x… (5000 characters)\"}");
  }

  @Test
  void an_address_is_hidden_too_where_the_cut_goes_through_it() {
    String shown =
        view("{\"note\":\"" + "x ".repeat(248) + "ann.lee@x.test " + "x".repeat(50) + "\"}");

    assertThat(shown).doesNotContain("ann").endsWith("a***… (561 characters)\"}");
  }

  @Test
  void what_a_text_has_escaped_stays_escaped() {
    assertThat(view("{\"note\":\"a\\\"b\\nc\\u2028\\ud800\"}"))
        .isEqualTo("{\"note\":\"a\\\"b\\nc\u2028\ud800\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@x.test",
        "[\"ann@x.test\"]",
        "{\"to\":\"ann@x.test\"",
        "{\"a\":1,\"a\":2}",
        ""
      })
  void of_what_cannot_be_read_only_size_and_digest_are_shown(String payload) {
    Payload bytes = Payload.of(payload);

    assertThat(MaskedPayload.json(bytes))
        .startsWith("{\"undecodable\":\"the payload ")
        .endsWith(",\"bytes\":" + bytes.size() + "}")
        .doesNotContain("ann");
  }

  @Test
  void a_hostile_payload_takes_no_longer_than_its_size() {
    String deep = "{\"a\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}";
    String wide = "{\"to\":[" + "\"a@b\",".repeat(100_000) + "\"a@b\"]}";
    String one = "{\"note\":\"" + "a@".repeat(1_000_000) + "\"}";

    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          assertThat(view(deep)).contains("undecodable");
          assertThat(view(wide)).contains("a***@b");
          assertThat(view(one)).contains("a***@");
        });
  }

  @Test
  void no_bytes_make_it_fail() throws Exception {
    Random random = new Random(1);
    byte[] valid =
        "{\"to\":[\"änn@x.test\"],\"body\":\"x\",\"n\":[1,{\"b\":null}]}"
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] broken = valid.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      String shown = MaskedPayload.json(new Payload(broken));

      MessageFields.parse(Payload.of(shown));
    }
  }

  @Test
  void a_text_that_masks_shorten_is_masked_as_far_as_it_is_shown() {
    String many = "bartholomew.fitzgerald-worthington@gmx.example, ".repeat(60);

    assertThat(MaskedPayload.json(Payload.of("{\"audience\":\"xxxx " + many + "\"}")))
        .doesNotContain("fitzgerald");
  }

  @Test
  void a_number_as_the_domain_of_a_recipient_is_masked() {
    assertThat(MaskedPayload.json(Payload.of("{\"to\":\"sms@4915123456789\"}")))
        .isEqualTo("{\"to\":\"s***@49…789\"}");
  }
}

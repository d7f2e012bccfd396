package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.settings.SmsNumbers;
import com.couponcommerce.workers.settings.SmsNumbers.Check;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsMessageDecoderTest {

  static SmsMessage decode(String json, String region) throws RefusedMessageException {
    return decode(json, region, Check.POSSIBLE);
  }

  static SmsMessage decode(String json, String region, Check check) throws RefusedMessageException {
    return new SmsMessageDecoder(
            new PhoneNumberReader(
                new SmsNumbers(Optional.of(region).filter(code -> !code.isEmpty()), check)))
        .decode(MessageFields.parse(Payload.of(json)));
  }

  static SmsMessage decode(String json) throws RefusedMessageException {
    return decode(json, "DE");
  }

  static SmsMessage with(String fields) throws RefusedMessageException {
    return decode("{\"to\":\"+4917012345678\"," + fields + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "+4917012345678, '', +4917012345678",
    "+49 (0) 170 123 456 78, '', +4917012345678",
    "' 0170/12345678 ', DE, +4917012345678",
    "0049 170 12345678, DE, +4917012345678",
    "+1 415 555 2671, '', +14155552671",
    "(415) 555-2671, US, +14155552671",
    "+44 7400 123456, DE, +447400123456",
    "06 12 34 56 78, FR, +33612345678",
    "tel:+49-170-12345678, '', +4917012345678",
    "4917012345678, DE, +4917012345678",
    "4917012345678.0, DE, +4917012345678",
    "4.917012345678e+12, DE, +4917012345678",
    "0170.12345678, DE, +4917012345678",
    "017012345678, DE, +4917012345678",
    "17012345678, DE, +4917012345678",
    "019991234567, DE, +4919991234567"
  })
  void a_number_is_read_as_people_write_it(String to, String region, String e164) throws Exception {
    assertThat(decode("{\"to\":\"" + to + "\",\"body\":\"x\"}", region).to())
        .hasValue(new PhoneNumber(e164));
  }

  @ParameterizedTest
  @CsvSource({
    "+49 30 901820",
    "+49 800 1234567",
    "+49 900 1234567",
    "+44 20 7946 0958",
    "+1 500 555 0006",
    "+49 1999 1234567"
  })
  void only_known_mobile_numbers_may_be_asked_for(String to) throws Exception {
    String json = "{\"to\":\"" + to + "\",\"body\":\"x\"}";

    assertThat(decode(json, "DE").to()).isPresent();
    assertThatThrownBy(() -> decode(json, "DE", Check.MOBILE))
        .hasMessage("to: must be a mobile number that is known (SMS_NUMBER_CHECK=mobile)");
  }

  @ParameterizedTest
  @CsvSource({
    "4.91e1, must be text: as a floating-point number it has lost digits",
    "4.9170123e+12, must be text: as a floating-point number it has lost digits",
    "+4917012345678 ext. 5, must be a number without an extension",
    "+49170, 'must be a whole phone number, with the length that its country has'",
    "+491701234567890123, 'must be a whole phone number, with the length that its country has'",
    "4919991234567, 'must begin with + and a country code, or be a whole national number'",
    "110, 'must begin with + and a country code, or be a whole national number'",
    "+999123456789, must be a phone number",
    "hello, must be a phone number",
    "whatsapp:+4917012345678, 'must be a phone number alone, without \"whatsapp:\": only SMS are sent'",
    "rcs:brand@agent, 'must be a phone number alone, without \"rcs:\": only SMS are sent'",
    "'+4917012345678,+4917012345679', must be a single phone number: push a message for each"
  })
  void a_number_that_no_sms_can_reach_is_refused(String to, String problem) {
    assertThatThrownBy(() -> decode("{\"to\":\"" + to + "\",\"body\":\"x\"}"))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessage("to: " + problem);
  }

  @Test
  void a_national_number_needs_a_default_region() {
    assertThatThrownBy(() -> decode("{\"to\":\"0170 12345678\",\"body\":\"x\"}", ""))
        .hasMessageContaining("SMS_DEFAULT_REGION")
        .hasMessageNotContaining("0170");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"body\":\"Hi\"",
        "\"message\":\"Hi\"",
        "\"body\":\"Hi\",\"message\":\"Hi\"",
        "\"body\":null,\"message\":\"Hi\""
      })
  void the_content_is_body_or_message(String fields) throws Exception {
    assertThat(with(fields).body()).isEqualTo("Hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"body\":\"Secret one\",\"message\":\"Secret two\"",
        "\"body\":\"\"",
        "\"body\":\" \\n\"",
        "\"body\":\"Secret\\u0000\"",
        "\"body\":\"Secret\\u001b\"",
        "\"body\":\"Secret\\u0085\"",
        "\"subject\":\"Secret\"",
        "\"body\":\"Secret\",\"from\":\"Secret name x\"",
        "\"body\":\"Secret\",\"from\":\"S\\nX\"",
        "\"body\":\"Secret\",\"expiresAt\":\"tomorrow, Secret\"",
        "\"body\":\"Secret\",\"expiresAt\":\"2026-11-23T10:00:00\"",
        "\"body\":\"Secret\",\"expiresAt\":-1",
        "\"body\":\"Secret\",\"topic\":\"maybe\""
      })
  void a_mistake_is_named_and_never_quoted(String fields) {
    assertThatThrownBy(() -> with(fields))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageNotContaining("Secret");
  }

  @Test
  void sixteen_hundred_characters_are_the_maximum() throws Exception {
    assertThat(with("\"body\":\"" + "x".repeat(1600) + "\"").segments().count()).isEqualTo(11);
    assertThatThrownBy(() -> with("\"body\":\"" + "x".repeat(1601) + "\""))
        .hasMessageContaining("1 to 1600");
  }

  @Test
  void line_breaks_and_tabs_stay() throws Exception {
    assertThat(with("\"body\":\"a\\r\\n\\tb\"").body()).isEqualTo("a\r\n\tb");
  }

  @Test
  void a_topic_is_for_sms_without_a_number() throws Exception {
    assertThat(decode("{\"topic\":true,\"body\":\"x\"}").topic()).isTrue();
    assertThat(with("\"topic\":true,\"body\":\"x\"").topic()).isFalse();
    assertThatThrownBy(() -> decode("{\"topic\":false,\"body\":\"x\"}"))
        .hasMessageStartingWith("to: must be present");
    assertThatThrownBy(() -> decode("{\"body\":\"x\"}"))
        .hasMessageStartingWith("to: must be present");
  }

  @Test
  void sender_and_end_are_read() throws Exception {
    SmsMessage message =
        with("\"body\":\"x\",\"from\":\" Shop \",\"expiresAt\":\"2026-11-23T11:00:00+01:00\"");

    assertThat(message.from()).hasValue(new Originator("Shop"));
    assertThat(message.expiresAt()).hasValue(Instant.parse("2026-11-23T10:00:00Z"));
    assertThat(with("\"body\":\"x\",\"expiresAt\":1763892000000").expiresAt())
        .hasValue(Instant.ofEpochMilli(1_763_892_000_000L));
  }

  @Test
  void a_message_prints_without_number_and_body() throws Exception {
    assertThat(with("\"body\":\"Your code is 4711\"").toString())
        .contains("+49…678")
        .doesNotContain("4711", "1234567");
  }
}

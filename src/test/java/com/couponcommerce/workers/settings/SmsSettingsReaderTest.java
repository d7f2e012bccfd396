package com.couponcommerce.workers.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.settings.SmsSettings.AwsKeys;
import com.couponcommerce.workers.settings.SmsSettings.OnUnknown;
import com.couponcommerce.workers.settings.SmsSettings.SnsSettings;
import com.couponcommerce.workers.settings.SmsSettings.SnsSms;
import com.couponcommerce.workers.settings.SmsSettings.TwilioOrigin;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsSettingsReaderTest {
  private static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);

  private static final Map<String, String> TWILIO =
      Map.of(
          "TWILIO_ACCOUNT_SID", ACCOUNT,
          "TWILIO_AUTH_TOKEN", "s3cret",
          "TWILIO_FROM_NUMBER", "+1234567890");

  private static final Map<String, String> SNS =
      Map.of("SMS_PROVIDER", "aws-sns", "AWS_REGION", "us-east-1");

  private static Optional<SmsSettings> read(Map<String, String> values) {
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read().sms();
  }

  private static Map<String, String> and(Map<String, String> some, String name, String value) {
    Map<String, String> values = new HashMap<>(some);
    values.put(name, value);
    return values;
  }

  @Test
  void without_any_account_there_are_no_sms_settings() {
    assertThat(read(Map.of())).isEmpty();
    assertThat(read(Map.of("SMS_PROVIDER", "twilio", "AWS_ACCESS_KEY_ID", "x"))).isEmpty();
  }

  @Test
  void the_region_of_numbers_is_known_without_any_account() {
    Map<String, String> values = Map.of("SMS_DEFAULT_REGION", "DE");

    Settings settings = new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();

    assertThat(settings.smsNumbers().defaultRegion()).hasValue("DE");
    assertThat(settings.sms()).isEmpty();
  }

  @Test
  void twilio_needs_an_account_and_a_sender() {
    assertThat(read(TWILIO))
        .hasValue(
            new SmsSettings(
                SmsSettings.Provider.TWILIO,
                Optional.empty(),
                Optional.of(
                    new TwilioSettings(
                        ACCOUNT,
                        new Secret("s3cret"),
                        new TwilioOrigin(
                            Optional.of(new Originator("+1234567890")), Optional.empty()),
                        URI.create("https://api.twilio.com"),
                        Optional.empty())),
                Optional.empty(),
                OnUnknown.DEAD_LETTER,
                16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://workers.example.com:8443/proxied",
        "http://localhost:8000/x",
        "http://127.0.0.1:8000/x"
      })
  void reports_are_encrypted_or_come_from_this_machine(String url) {
    assertThat(
            read(and(TWILIO, "TWILIO_STATUS_CALLBACK_URL", url))
                .flatMap(SmsSettings::twilio)
                .flatMap(TwilioSettings::statusCallback))
        .hasValue(URI.create(url));
  }

  @Test
  void sns_needs_a_region() {
    assertThat(read(SNS).flatMap(SmsSettings::sns))
        .hasValue(
            new SnsSettings(
                "us-east-1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new SnsSms("Transactional", Optional.empty(), Optional.empty())));
    assertThat(read(SNS).flatMap(SmsSettings::twilio)).isEmpty();
  }

  @Test
  void every_value_is_read() {
    Map<String, String> values = new HashMap<>(TWILIO);
    values.putAll(SNS);
    values.putAll(
        Map.of(
            "SMS_FAILOVER", "twilio",
            "SMS_DEFAULT_REGION", "DE",
            "SMS_ON_UNKNOWN", "retry",
            "AWS_ACCESS_KEY_ID", "AKIA1",
            "AWS_SECRET_ACCESS_KEY", "hidden",
            "AWS_ENDPOINT_URL_SNS", "http://127.0.0.1:4566/",
            "SNS_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789:sms-topic",
            "SNS_SENDER_ID", "Shop",
            "SNS_MAX_PRICE", "0.50",
            "TWILIO_API_URL", "http://127.0.0.1:1/twilio/"));
    SmsSettings settings = read(values).orElseThrow();

    assertThat(settings.failover()).hasValue(SmsSettings.Provider.TWILIO);
    assertThat(settings.onUnknown()).isEqualTo(OnUnknown.RETRY);
    assertThat(settings.twilio().map(TwilioSettings::apiUrl))
        .hasValue(URI.create("http://127.0.0.1:1/twilio"));
    assertThat(settings.sns())
        .hasValue(
            new SnsSettings(
                "us-east-1",
                Optional.of(new AwsKeys("AKIA1", new Secret("hidden"), Optional.empty())),
                Optional.of("arn:aws:sns:us-east-1:123456789:sms-topic"),
                Optional.of(URI.create("http://127.0.0.1:4566")),
                new SnsSms("Transactional", Optional.of("Shop"), Optional.of("0.50"))));
    assertThat(settings.toString()).doesNotContain("s3cret", "hidden");
  }

  @Test
  void all_mistakes_are_reported_together() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "TWILIO_AUTH_TOKEN", "s3cret",
                        "TWILIO_API_URL", "https://me:s3cret@proxy",
                        "SMS_FAILOVER", "aws-sns",
                        "AWS_SECRET_ACCESS_KEY", "s3cret",
                        "SMS_ON_UNKNOWN", "maybe",
                        "MAX_RETRIES", "three")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("7 settings are wrong")
        .hasMessageContaining("MAX_RETRIES is \"three\"")
        .hasMessageContaining("SMS_ON_UNKNOWN is \"maybe\", but may be: dead_letter, retry")
        .hasMessageContaining("TWILIO_ACCOUNT_SID is not set, but twilio needs it")
        .hasMessageContaining("neither TWILIO_FROM_NUMBER nor TWILIO_MESSAGING_SERVICE_SID")
        .hasMessageContaining("TWILIO_API_URL is \"https://***@proxy\"")
        .hasMessageContaining("AWS_REGION is not set, but aws-sns needs it")
        .hasMessageContaining("only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void the_other_providers_settings_are_ignored() {
    assertThat(read(and(and(TWILIO, "AWS_REGION", "?"), "SNS_TOPIC_ARN", "?"))).isPresent();
    assertThat(read(and(SNS, "TWILIO_ACCOUNT_SID", "your-account-sid"))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "SMS_PROVIDER, aws",
    "SMS_FAILOVER, twilio",
    "SMS_DEFAULT_REGION, XX",
    "SMS_DEFAULT_REGION, de",
    "TWILIO_ACCOUNT_SID, your-account-sid",
    "TWILIO_FROM_NUMBER, 0170/123",
    "TWILIO_MESSAGING_SERVICE_SID, MG1",
    "TWILIO_API_URL, api.twilio.com",
    "TWILIO_API_URL, https://x/?a=b",
    "TWILIO_STATUS_CALLBACK_URL, http://workers.example.com/api/v1/webhooks/twilio/status",
    "TWILIO_STATUS_CALLBACK_URL, https://workers.example.com/?id=1"
  })
  void a_wrong_value_is_a_mistake_with_twilio(String name, String value) {
    assertThatThrownBy(() -> read(and(TWILIO, name, value)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(name + " is ")
        .hasMessageContaining("1 setting is");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION, Frankfurt",
    "SNS_TOPIC_ARN, sms-topic",
    "SNS_TOPIC_ARN, arn:aws:sns:us-east-1:1:x.fifo",
    "SNS_TOPIC_ARN, arn:aws:sns:eu-west-1:1:x",
    "SNS_SMS_TYPE, transactional",
    "SNS_SENDER_ID, 12345",
    "SNS_MAX_PRICE, -1",
    "AWS_ENDPOINT_URL_SNS, localhost"
  })
  void a_wrong_value_is_a_mistake_with_sns(String name, String value) {
    assertThatThrownBy(() -> read(and(SNS, name, value)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(name + " is ")
        .hasMessageContaining("1 setting is");
  }
}

package com.couponcommerce.workers.sms;

import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.Secret;
import com.couponcommerce.workers.settings.SmsSettings.AwsKeys;
import com.couponcommerce.workers.settings.SmsSettings.SnsSettings;
import com.couponcommerce.workers.settings.SmsSettings.SnsSms;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsProviderTest implements SmsProviderContract {

  @Override
  public SmsFixture answering() {
    return SmsFixture.sns();
  }

  @Override
  public SmsFixture hanging() {
    return SmsFixture.impatientSns();
  }

  @Override
  public SmsFixture at(SmsStub stub, URI url) {
    return SmsFixture.of(stub, SmsFixture.sns(SmsFixture.snsSettings(url)));
  }

  @Override
  public Delivered unreadable() {
    return new Delivered("accepted, id unreadable");
  }

  /** Name → "type value" of a request's message attributes. */
  private static Map<String, String> attributes(StubRequest request) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 1; !request.field("MessageAttributes.entry." + i + ".Name").isEmpty(); i++) {
      String entry = "MessageAttributes.entry." + i;
      attributes.put(
          request.field(entry + ".Name"),
          request.field(entry + ".Value.DataType")
              + " "
              + request.field(entry + ".Value.StringValue"));
    }
    return attributes;
  }

  @Test
  void an_sms_to_a_number_is_one_publish_with_its_attributes() throws Exception {
    try (SmsFixture phone = SmsFixture.sns()) {
      assertThat(phone.send("{\"to\":\"0170 1234567\",\"body\":\"50 % off, +1 & ü 😀\"}"))
          .isEqualTo(new Delivered(phone.stub().messages().get(0).id()));

      StubRequest request = phone.stub().requests().get(0);
      assertThat(request.form())
          .containsEntry("Action", "Publish")
          .containsEntry("PhoneNumber", "+491701234567")
          .containsEntry("Message", "50 % off, +1 & ü 😀")
          .doesNotContainKey("TopicArn");
      assertThat(attributes(request))
          .isEqualTo(
              Map.of(
                  "AWS.SNS.SMS.SMSType", "String Transactional",
                  "AWS.SNS.SMS.SenderID", "String Shop",
                  "AWS.SNS.SMS.MaxPrice", "Number 0.50"));
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @Test
  void an_sms_for_the_topic_goes_there() throws Exception {
    try (SmsFixture phone = SmsFixture.sns()) {
      assertThat(phone.send("{\"topic\":true,\"body\":\"x\"}")).isInstanceOf(Delivered.class);

      assertThat(phone.stub().requests().get(0).form())
          .containsEntry("TopicArn", SmsFixture.TOPIC)
          .doesNotContainKey("PhoneNumber");
    }
  }

  private static SnsSettings bare(URI url) {
    return new SnsSettings(
        "eu-central-1",
        Optional.of(
            new AwsKeys("AKIAWRONG", new Secret("secret"), Optional.of(new Secret("token")))),
        Optional.empty(),
        Optional.of(url),
        new SnsSms("Promotional", Optional.empty(), Optional.empty()));
  }

  @Test
  void without_a_topic_in_the_settings_such_an_sms_is_refused() throws Exception {
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone = SmsFixture.of(stub, SmsFixture.sns(bare(stub.url())))) {
      assertThat(SmsFixture.failure(phone.send("{\"topic\":true,\"body\":\"x\"}")).failureClass())
          .isEqualTo(PERM_MESSAGE);
      assertThat(stub.posts()).isZero();
    }
  }

  @Test
  void a_session_token_is_sent_and_an_unknown_key_is_a_configuration_failure() throws Exception {
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone = SmsFixture.of(stub, SmsFixture.sns(bare(stub.url())))) {
      assertThat(phone.failure().failureClass()).isEqualTo(CONFIG);
      assertThat(phone.sender().probe().map(Failure::code)).hasValue("InvalidClientTokenId");
      assertThat(stub.requests().get(0).headers()).containsEntry("x-amz-security-token", "token");
      assertThat(attributes(stub.requests().get(0)))
          .isEqualTo(Map.of("AWS.SNS.SMS.SMSType", "String Promotional"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "My-Shop, AWS.SNS.SMS.SenderID",
    "+4915112345678, AWS.MM.SMS.OriginationNumber",
    "12345, AWS.MM.SMS.OriginationNumber"
  })
  void the_sender_of_an_sms_replaces_the_default(String from, String attribute) throws Exception {
    try (SmsFixture phone = SmsFixture.sns()) {
      phone.send("{\"to\":\"+4917012345678\",\"body\":\"x\",\"from\":\"" + from + "\"}");

      assertThat(attributes(phone.stub().requests().get(0)))
          .containsEntry(attribute, "String " + from)
          .hasSize(3);
    }
  }

  @Test
  void a_sender_that_sns_does_not_allow_is_refused() throws Exception {
    try (SmsFixture phone = SmsFixture.sns()) {
      assertThat(
              SmsFixture.failure(
                      phone.send("{\"to\":\"+4917012345678\",\"body\":\"x\",\"from\":\"A & B\"}"))
                  .failureClass())
          .isEqualTo(PERM_MESSAGE);
      assertThat(phone.stub().posts()).isZero();
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/sms/sns-errors.csv")
  void each_error_has_its_class_and_is_one_post(
      int status, String code, String text, FailureClass expected) throws Exception {
    try (SmsFixture phone =
        SmsFixture.sns().answering(StubReply.snsError(status, code, text + " +4917012345678"))) {
      Failure failure = phone.failure();

      assertThat(failure.failureClass()).isEqualTo(expected);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure.text()).isEqualTo(text + " +49…678");
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, AMBIGUOUS",
    "502, AMBIGUOUS",
    "504, AMBIGUOUS",
    "503, PROVIDER_DOWN",
    "408, PROVIDER_DOWN",
    "429, THROTTLED",
    "401, CONFIG",
    "403, CONFIG",
    "404, CONFIG",
    "301, CONFIG",
    "400, PERM_MESSAGE",
    "413, PERM_MESSAGE"
  })
  void an_answer_that_is_not_of_sns_is_classified_by_its_status(int status, FailureClass expected)
      throws Exception {
    for (String body : new String[] {"<html><p>Bad Gateway</html>", "", "{}", "<a/>"}) {
      try (SmsFixture phone =
          SmsFixture.sns()
              .answering(StubReply.of(status, "text/html", body).header("Location", "/x"))) {
        Failure failure = phone.failure();

        assertThat(failure.failureClass()).as(body).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo("http " + status);
        assertThat(phone.stub().posts()).as(body).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "<a/>", "{}", "<PublishResponse><PublishResult/>"})
  void an_accepted_sms_is_never_sent_again(String body) throws Exception {
    try (SmsFixture phone = SmsFixture.sns().answering(StubReply.of(200, "text/xml", body))) {
      assertThat(phone.send()).isEqualTo(new Delivered("accepted, id unreadable"));
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @Test
  void retry_after_is_followed() throws Exception {
    try (SmsFixture phone =
        SmsFixture.sns()
            .answering(
                StubReply.snsError(429, "Throttled", "Rate exceeded").header("Retry-After", "3"))) {
      assertThat(phone.failure())
          .isEqualTo(
              new Failure(
                      THROTTLED, "Throttled", "Rate exceeded", Optional.of(Duration.ofSeconds(3)))
                  .ofSession());
    }
  }

  @Test
  void a_probe_sends_nothing() {
    try (SmsFixture phone = SmsFixture.sns()) {
      assertThat(phone.sender().probe()).isEmpty();
      assertThat(phone.stub().requests().get(0).field("Action")).isEqualTo("GetSMSAttributes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AuthorizationError", "AccessDenied", "AccessDeniedException", "InvalidAction"})
  void a_key_that_may_only_publish_passes_the_probe(String code) {
    try (SmsFixture phone =
        SmsFixture.sns().answering(StubReply.snsError(403, code, "not authorized"))) {
      assertThat(phone.sender().probe()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken"})
  void a_key_that_is_refused_fails_the_probe(String code) {
    try (SmsFixture phone = SmsFixture.sns().answering(StubReply.snsError(403, code, "no"))) {
      assertThat(phone.sender().probe().map(Failure::failureClass)).hasValue(CONFIG);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void an_answer_that_is_not_about_the_key_says_nothing_about_sending(int status) {
    try (SmsFixture phone = SmsFixture.sns().answering(StubReply.of(status, "", "?"))) {
      assertThat(phone.sender().probe()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"500, PROVIDER_DOWN", "429, THROTTLED"})
  void a_probe_that_fails_is_about_the_channel(int status, FailureClass expected) {
    try (SmsFixture phone = SmsFixture.sns().answering(StubReply.of(status, "", "?"))) {
      assertThat(phone.sender().probe().map(Failure::failureClass)).hasValue(expected);
    }
  }

  /** A thread that outlives the application keeps its whole class loader in memory. */
  @Test
  void no_thread_outlives_the_provider() throws Exception {
    try (SmsFixture phone = SmsFixture.sns()) {
      phone.send();
    }

    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("sdk-") || name.contains("idle")));
  }
}

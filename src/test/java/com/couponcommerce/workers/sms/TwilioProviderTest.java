package com.couponcommerce.workers.sms;

import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.settings.Secret;
import com.couponcommerce.workers.settings.SmsSettings.TwilioOrigin;
import com.couponcommerce.workers.settings.SmsSettings.TwilioSettings;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioProviderTest implements SmsProviderContract {
  private static final TwilioDescription DESCRIPTION = new TwilioDescription();

  private static final String CREATED =
      "{\"sid\":\"SM1\",\"status\":\"%s\",\"error_code\":%s,\"error_message\":null}";

  private static StubReply json(int status, String body) {
    return StubReply.of(status, "application/json", body);
  }

  @Override
  public SmsFixture answering() {
    return SmsFixture.twilio();
  }

  @Override
  public SmsFixture hanging() {
    return SmsFixture.impatientTwilio();
  }

  @Override
  public SmsFixture at(SmsStub stub, URI url) {
    return SmsFixture.of(stub, SmsFixture.twilio(SmsFixture.twilioSettings(url)));
  }

  @Override
  public Delivered unreadable() {
    return new Delivered("accepted, sid unreadable");
  }

  @Test
  void an_sms_is_one_post_that_twilios_description_allows() throws Exception {
    try (SmsFixture phone = SmsFixture.twilio()) {
      assertThat(
              phone.send(
                  "{\"to\":\"0170 1234567\",\"body\":\"50 % off, +1 & \u00fc \ud83d\ude00\\r"
                      + "\\n"
                      + "Bye\"}"))
          .isEqualTo(new Delivered(phone.stub().messages().get(0).id()));

      StubRequest request = phone.stub().requests().get(0);
      assertThat(DESCRIPTION.problems(request)).isEmpty();
      assertThat(request.form())
          .containsOnlyKeys("To", "From", "Body")
          .containsEntry("To", "+491701234567")
          .containsEntry("From", "+4915112345678")
          .containsEntry("Body", "50 % off, +1 & \u00fc \ud83d\ude00\r\nBye");
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @Test
  void the_description_finds_what_is_wrong() throws Exception {
    try (SmsFixture phone = SmsFixture.twilio()) {
      phone.send(
          "{\"to\":\"+4917012345678\",\"body\":\"x\",\"expiresAt\":\"2026-11-23T10:05:00Z\"}");
      StubRequest good = phone.stub().requests().get(0);
      StubRequest bad =
          new StubRequest(
              1,
              1,
              "POST",
              good.path().replace("/AC0", "/XX0"),
              Map.of("content-type", "application/x-www-form-urlencoded"),
              "From=x&ValidityPeriod=soon",
              Map.of());

      assertThat(DESCRIPTION.problems(good)).isEmpty();
      assertThat(DESCRIPTION.problems(bad)).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:05:00.9Z, 300",
    "2026-11-23T10:00:00.5Z, 1",
    "2026-11-23T19:59:59Z, 35999",
    "2026-11-23T12:00:00+01:00, 3600"
  })
  void a_one_time_code_is_valid_until_it_expires(String expiresAt, String seconds)
      throws Exception {
    try (SmsFixture phone = SmsFixture.twilio()) {
      phone.send("{\"to\":\"+4917012345678\",\"body\":\"x\",\"expiresAt\":\"" + expiresAt + "\"}");

      assertThat(phone.stub().requests().get(0).field("ValidityPeriod")).isEqualTo(seconds);
    }
  }

  @Test
  void a_text_after_a_quiet_time_takes_a_new_connection() throws Exception {
    AtomicLong time = new AtomicLong();
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone =
            SmsFixture.of(
                stub, SmsFixture.twilio(SmsFixture.twilioSettings(stub.url()), time::get))) {
      phone.send();
      time.addAndGet(Duration.ofSeconds(24).toNanos());
      phone.send();
      time.addAndGet(Duration.ofSeconds(25).toNanos());
      phone.send();

      List<Integer> ports = stub.requests().stream().map(StubRequest::port).toList();
      assertThat(ports.get(1)).isEqualTo(ports.get(0));
      assertThat(ports.get(2)).isNotEqualTo(ports.get(1));
    }
  }

  @Test
  void the_clock_of_the_queue_tells_how_long_it_is_valid() throws Exception {
    SendFence fence =
        new SendFence() {
          @Override
          public boolean mayHandOver() {
            return true;
          }

          @Override
          public Optional<Instant> now() {
            return Optional.of(SmsFixture.NOW.plusSeconds(100));
          }
        };
    try (SmsFixture phone = SmsFixture.twilio()) {
      phone.send(
          "{\"to\":\"+4917012345678\",\"body\":\"x\",\"expiresAt\":\"2026-11-23T10:05:00Z\"}",
          fence);

      assertThat(phone.stub().requests().get(0).field("ValidityPeriod")).isEqualTo("200");
    }
  }

  @Test
  void beyond_twilios_ten_hours_no_validity_is_sent() throws Exception {
    try (SmsFixture phone = SmsFixture.twilio()) {
      phone.send(
          "{\"to\":\"+4917012345678\",\"body\":\"x\",\"expiresAt\":\"2026-11-23T20:00:00Z\"}");

      assertThat(phone.stub().requests().get(0).form()).doesNotContainKey("ValidityPeriod");
    }
  }

  @Test
  void a_messaging_service_chooses_the_sender_unless_the_sms_names_one() throws Exception {
    String service = "MG" + "0".repeat(32);
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone =
            SmsFixture.of(
                stub,
                SmsFixture.twilio(
                    new TwilioSettings(
                        SmsStub.ACCOUNT_SID,
                        new Secret(SmsStub.AUTH_TOKEN),
                        new TwilioOrigin(Optional.empty(), Optional.of(service)),
                        stub.url(),
                        Optional.empty())))) {
      phone.send();
      phone.send("{\"to\":\"+4917012345678\",\"body\":\"x\",\"from\":\"Shop\"}");

      assertThat(stub.requests().get(0).form())
          .containsEntry("MessagingServiceSid", service)
          .doesNotContainKey("From");
      assertThat(stub.requests().get(1).form())
          .containsEntry("From", "Shop")
          .doesNotContainKey("MessagingServiceSid");
      assertThat(stub.requests()).allSatisfy(r -> assertThat(DESCRIPTION.problems(r)).isEmpty());
    }
  }

  @Test
  void an_sms_names_the_url_for_its_reports() throws Exception {
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone =
            SmsFixture.of(
                stub,
                SmsFixture.twilio(
                    new TwilioSettings(
                        SmsStub.ACCOUNT_SID,
                        new Secret(SmsStub.AUTH_TOKEN),
                        new TwilioOrigin(Optional.of(new Originator("Shop")), Optional.empty()),
                        stub.url(),
                        Optional.of(stub.url().resolve("/status")))))) {
      phone.send();

      StubRequest request = stub.requests().get(0);
      assertThat(request.field("StatusCallback"))
          .isEqualTo(stub.url() + "/status?id=m1&at=1795428000");
      assertThat(DESCRIPTION.problems(request)).isEmpty();
    }
  }

  @Test
  void an_sms_for_a_topic_is_refused() throws Exception {
    try (SmsFixture phone = SmsFixture.twilio()) {
      Failure failure = SmsFixture.failure(phone.send("{\"topic\":true,\"body\":\"x\"}"));

      assertThat(failure.failureClass()).isEqualTo(PERM_MESSAGE);
      assertThat(phone.stub().posts()).isZero();
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/sms/twilio-errors.csv")
  void each_error_has_its_class_and_is_one_post(int status, int code, FailureClass expected)
      throws Exception {
    try (SmsFixture phone =
        SmsFixture.twilio().answering(StubReply.twilioError(status, code, "No +4917012345678"))) {
      Failure failure = phone.failure();

      assertThat(failure.failureClass()).isEqualTo(expected);
      assertThat(failure.code()).isEqualTo(Integer.toString(code));
      assertThat(failure.text()).isEqualTo("No +49…678");
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, AMBIGUOUS", "502, AMBIGUOUS", "504, AMBIGUOUS", "599, AMBIGUOUS", "503, PROVIDER_DOWN",
    "408, PROVIDER_DOWN", "429, THROTTLED", "401, CONFIG", "403, CONFIG", "404, CONFIG",
    "405, CONFIG", "407, CONFIG", "301, CONFIG", "307, CONFIG", "400, PERM_MESSAGE",
    "413, PERM_MESSAGE", "200, AMBIGUOUS", "202, AMBIGUOUS"
  })
  void an_answer_that_is_not_of_twilio_is_classified_by_its_status(
      int status, FailureClass expected) throws Exception {
    for (String body :
        new String[] {"<html>+4917012345678 Bad Gateway</html>", "", "{}", "[1", "null"}) {
      try (SmsFixture phone =
          SmsFixture.twilio()
              .answering(StubReply.of(status, "text/html", body).header("Location", "/x"))) {
        Failure failure = phone.failure();

        assertThat(failure.failureClass()).as(body).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo("http " + status);
        assertThat(failure.text()).doesNotContain("Bad Gateway");
        assertThat(phone.stub().posts()).as(body).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>", "", "{}", "{\"sid\":", "{\"sid\":null}", "null", "[]", "{\"sid\":{}}"})
  void a_created_sms_is_never_sent_again(String body) throws Exception {
    try (SmsFixture phone = SmsFixture.twilio().answering(json(201, body))) {
      assertThat(phone.send()).isEqualTo(new Delivered("accepted, sid unreadable"));
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 30003, TRANS_RECIPIENT",
    "failed, 30005, PERM_RECIPIENT",
    "undelivered, 30007, PERM_MESSAGE",
    "failed, 30002, CONFIG",
    "failed, 30022, THROTTLED",
    "undelivered, 39999, TRANS_RECIPIENT",
    "failed, null, TRANS_RECIPIENT"
  })
  void a_creation_that_failed_at_once_is_classified_by_its_code(
      String status, String code, FailureClass expected) throws Exception {
    try (SmsFixture phone =
        SmsFixture.twilio().answering(json(201, CREATED.formatted(status, code)))) {
      assertThat(phone.failure().failureClass()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "accepted", "scheduled", "sending", "sent", "delivered", "new"})
  void any_other_status_is_a_delivery(String status) throws Exception {
    try (SmsFixture phone =
        SmsFixture.twilio().answering(json(201, CREATED.formatted(status, "null")))) {
      assertThat(phone.send()).isEqualTo(new Delivered("SM1"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|3000",
        "Mon, 23 Nov 2026 10:00:07 GMT|7000",
        "Mon, 23 Nov 2026 09:00:00 GMT|1",
        "0|1"
      })
  void retry_after_is_followed(String header, long millis) throws Exception {
    try (SmsFixture phone =
        SmsFixture.twilio()
            .answering(
                StubReply.twilioError(429, 20429, "Too many requests")
                    .header("Retry-After", header))) {
      Failure failure = phone.failure();

      assertThat(failure.failureClass()).isEqualTo(THROTTLED);
      assertThat(failure.retryAfter()).hasValue(Duration.ofMillis(millis));
      assertThat(phone.stub().posts()).isEqualTo(1);
    }
  }

  @Test
  void a_daily_cap_is_asked_again_each_hour() throws Exception {
    try (SmsFixture phone =
        SmsFixture.twilio().answering(StubReply.twilioError(400, 30023, "Daily cap"))) {
      assertThat(phone.failure().retryAfter()).hasValue(Duration.ofHours(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"Other, PERM_MESSAGE", "+4915112345678, CONFIG"})
  void a_sender_that_one_sms_names_does_not_stop_the_others(String from, FailureClass expected)
      throws Exception {
    try (SmsFixture phone =
        SmsFixture.twilio().answering(StubReply.twilioError(400, 21606, "Not yours"))) {
      assertThat(
              SmsFixture.failure(
                      phone.send(
                          "{\"to\":\"+4917012345678\",\"body\":\"x\",\"from\":\"" + from + "\"}"))
                  .failureClass())
          .isEqualTo(expected);
    }
  }

  @Test
  void a_wrong_token_is_a_configuration_failure() throws Exception {
    try (SmsStub stub = SmsStub.start();
        SmsFixture phone =
            SmsFixture.of(
                stub,
                SmsFixture.twilio(
                    new TwilioSettings(
                        SmsStub.ACCOUNT_SID,
                        new Secret("wrong"),
                        new TwilioOrigin(Optional.of(new Originator("Shop")), Optional.empty()),
                        stub.url(),
                        Optional.empty())))) {
      Failure refused = new Failure(CONFIG, "20003", "Authenticate").ofSession();
      assertThat(phone.failure()).isEqualTo(refused);
      assertThat(phone.sender().probe()).hasValue(refused);
    }
  }

  @Test
  void a_probe_sends_nothing() throws Exception {
    try (SmsFixture phone = SmsFixture.twilio()) {
      assertThat(phone.sender().probe()).isEmpty();
      assertThat(phone.stub().posts()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 301, 400, 403, 404, 405})
  void an_answer_that_is_not_about_the_login_says_nothing_about_sending(int status) {
    for (String body : List.of("?", "{\"ok\":true}", "{\"code\":20403,\"message\":\"no\"}")) {
      try (SmsFixture phone = SmsFixture.twilio().answering(json(status, body))) {
        assertThat(phone.sender().probe()).as(status + " " + body).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"500, PROVIDER_DOWN", "503, PROVIDER_DOWN", "401, CONFIG", "429, THROTTLED"})
  void a_probe_that_fails_is_about_the_channel(int status, FailureClass expected) {
    try (SmsFixture phone = SmsFixture.twilio().answering(json(status, "?"))) {
      assertThat(phone.sender().probe().map(Failure::failureClass)).hasValue(expected);
    }
  }

  @Test
  void a_suspended_account_is_a_configuration_failure() {
    try (SmsFixture phone =
        SmsFixture.twilio().answering(json(200, "{\"sid\":\"AC1\",\"status\":\"suspended\"}"))) {
      assertThat(phone.sender().probe().map(Failure::failureClass)).hasValue(CONFIG);
    }
  }
}

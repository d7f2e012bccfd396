package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubScript;
import com.couponcommerce.workers.testkit.sms.TwilioReporter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

/**
 * Follows SMS messages from LPUSH to the phone, by the provider's client with the server's own
 * copies of its libraries. While the provider fails: which messages wait, which are dead-lettered,
 * and how often the provider is called.
 */
class SmsIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SMS_COUNT = 40;

  private ChannelQueue queue;

  @BeforeEach
  void emptyQueueAndWorkingProvider() {
    smsStub().script(StubScript.usual());
    queue = ChannelQueue.sms(redis());
    queue.clear();
    // An accepted SMS closes a breaker that an earlier test opened.
    queue.push(Samples.sms(0));
    awaitDone();
    await().atMost(PATIENCE).until(() -> !readiness().contains("\"sms\""));
    queue.clear();
    smsStub().forget();
  }

  @AfterEach
  void disconnect() {
    smsStub().script(StubScript.usual());
    queue.close();
  }

  private static String readiness() throws Exception {
    return probe("/health/ready").body();
  }

  private void awaitDone() {
    await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
  }

  private static void fail(int status, int code, String message) {
    smsStub().script(StubScript.always(StubReply.twilioError(status, code, message)));
  }

  private static void assertEachSmsArrivedOnce(int count) {
    assertThat(smsStub().messages())
        .extracting(ReceivedSms::body)
        .hasSize(count)
        .doesNotHaveDuplicates();
  }

  private static String deadLetter(ChannelQueue queue) {
    MessageFields fields = ChannelQueue.fields(queue.deadLetters().get(0));
    return fields.edit().json("deadLetter").orElseThrow();
  }

  @Test
  void an_sms_arrives_and_its_provider_reports_it() {
    queue.push("{\"id\":\"a/b?c\",\"to\":\"+4917012345678\",\"body\":\"Hi\"}");

    await().atMost(PATIENCE).until(() -> !smsStub().messages().isEmpty());
    awaitDone();
    try (RedisClient redis = RedisClient.create("127.0.0.1", redis().port())) {
      await()
          .atMost(PATIENCE)
          .until(() -> "delivered".equals(redis.hget("queue:sms:delivery:a/b?c", "status")));
    }

    assertThat(smsStub().messages())
        .extracting("to", "body")
        .containsExactly(tuple("+4917012345678", "Hi"));
    assertThat(queue.deadLetterCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"21211, is not a valid phone number", "21610, has replied with STOP"})
  void an_sms_to_a_refused_number_is_dead_lettered_with_the_code_after_one_attempt(
      int code, String error) {
    fail(400, code, "The recipient " + error);

    queue.push(Samples.sms(1));
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);

    assertThat(smsStub().posts()).isEqualTo(1);
    assertThat(queue.underWay()).isZero();
    assertThat(deadLetter(queue)).contains("\"code\":\"" + code + "\"", "\"attempts\":1", error);
  }

  @Test
  void a_wrong_token_pauses_the_channel_until_it_works() throws Exception {
    fail(401, 20003, "Authenticate");

    queue.push(Samples.smsMessages(SMS_COUNT));
    await().atMost(PATIENCE).until(() -> readiness().contains("20003"));

    assertThat(probe("/health/ready").statusCode()).isEqualTo(503);
    // Anyone may read it: the text of a provider may name accounts and hosts.
    assertThat(readiness()).contains("CONFIG").doesNotContain("Authenticate");
    assertThat(queue.deadLetterCount()).isZero();
    assertThat(queue.underWay()).isEqualTo(SMS_COUNT);

    smsStub().script(StubScript.usual());
    await().atMost(PATIENCE).until(() -> smsStub().messages().size() >= SMS_COUNT);
    awaitDone();
    assertEachSmsArrivedOnce(SMS_COUNT);
    assertThat(queue.deadLetterCount()).isZero();
    await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 200);
  }

  @Test
  void a_throttled_sms_is_sent_when_the_provider_allows_it_and_uses_no_attempt() {
    List<Instant> attempts = new CopyOnWriteArrayList<>();
    StubReply slower =
        StubReply.twilioError(429, 20429, "Too Many Requests").header("Retry-After", "3");
    smsStub()
        .script(
            request -> {
              if (!request.isPost()) {
                return StubReply.usual();
              }
              attempts.add(Instant.now());
              return attempts.size() == 1 ? slower : StubReply.usual();
            });

    queue.push(Samples.sms(1));
    await().atMost(PATIENCE).until(() -> queue.waiting().size() == 1);
    assertThat(queue.waiting().get(0).edit().json("retries")).hasValue("0");
    awaitDone();

    assertEachSmsArrivedOnce(1);
    assertThat(attempts).hasSize(2);
    assertThat(smsStub().posts()).isEqualTo(2);
    assertThat(Duration.between(attempts.get(0), attempts.get(1)))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
  }

  @Test
  void an_outage_loses_no_sms_and_sends_none_twice() {
    List<Instant> asked = new CopyOnWriteArrayList<>();
    StubReply down = StubReply.twilioError(503, 20503, "Service unavailable");
    smsStub()
        .script(
            request -> {
              asked.add(Instant.now());
              return down;
            });

    queue.push(Samples.smsMessages(SMS_COUNT));
    await().atMost(PATIENCE).until(() -> readiness().contains("PROVIDER_DOWN"));
    // At least two pauses, of one and of two seconds, have ended with another failed attempt.
    Instant paused = Instant.now();
    await()
        .atMost(PATIENCE)
        .until(() -> asked.stream().anyMatch(at -> at.isAfter(paused.plusSeconds(2))));

    assertThat(queue.deadLetterCount()).isZero();
    assertThat(queue.messagesUnderWay())
        .hasSize(SMS_COUNT)
        .allSatisfy(sms -> assertThat(sms.edit().json("retries").orElse("0")).isEqualTo("0"));

    smsStub().script(StubScript.usual());
    await().atMost(PATIENCE).until(() -> smsStub().messages().size() >= SMS_COUNT);
    awaitDone();
    assertEachSmsArrivedOnce(SMS_COUNT);
    assertThat(queue.deadLetterCount()).isZero();
  }

  @Test
  void each_attempt_is_one_request() {
    fail(500, 20500, "Internal Server Error");

    queue.push(Samples.sms(1));
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);

    assertThat(deadLetter(queue)).contains("\"attempts\":" + smsStub().posts(), "20500");
  }

  @Test
  void only_reports_that_the_provider_signed_are_accepted() throws Exception {
    String number = "+4917012345679";
    Map<String, String> stop =
        Map.of(
            "MessageSid",
            "SM" + "0".repeat(32),
            "MessageStatus",
            "failed",
            "ErrorCode",
            "21610",
            "To",
            number);
    String url =
        Servers.running().server().url(Servers.TWILIO_REPORTS).toString()
            + "?id=stop&at="
            + Instant.now().getEpochSecond();
    String signature = TwilioReporter.signature(SmsStub.AUTH_TOKEN, url, stop);
    String form = TwilioReporter.encoded(stop);
    try (RedisClient redis = RedisClient.create("127.0.0.1", redis().port())) {
      HttpResponse<String> forged = post(url + "2", signature, form);

      assertThat(forged.statusCode()).isEqualTo(403);
      assertThat(forged.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(post(url, signature, "x=" + "y".repeat(20_000)).statusCode()).isEqualTo(413);
      assertThat(redis.zscore("queue:sms:opted_out", number)).isNull();

      assertThat(post(url, signature, form).statusCode()).isEqualTo(204);
      assertThat(post(url, signature, form).statusCode()).isEqualTo(204);
      assertThat(redis.zscore("queue:sms:opted_out", number)).isNotNull();
    }
  }

  private static HttpResponse<String> post(String url, String signature, String form)
      throws Exception {
    return Http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Twilio-Signature", signature)
            .POST(BodyPublishers.ofString(form)));
  }
}

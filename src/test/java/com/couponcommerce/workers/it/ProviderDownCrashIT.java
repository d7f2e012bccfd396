package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubScript;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Twilio answers 503 for a while. On WildFly, which starts in a fourth of the time. */
class ProviderDownCrashIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final StubReply UNAVAILABLE =
      StubReply.twilioError(503, 20503, "Service unavailable");

  /** Only Twilio's half of the stub. */
  private static final StubScript TWILIO_DOWN =
      request -> request.path().contains("/Accounts/") ? UNAVAILABLE : StubReply.usual();

  private static Map<String, String> environment(
      RedisServer redis, SmtpServer smtp, SmsStub phone, boolean failover) {
    Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
    environment.putAll(Servers.twilio(phone));
    if (failover) {
      environment.putAll(Servers.snsAsSecond(phone));
    }
    return environment;
  }

  private static void push(RedisClient redis, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      redis.lpush(
          "queue:sms:pending", "{\"to\":\"+4915123456789\",\"body\":\"" + prefix + i + "\"}");
    }
  }

  private static long underWay(RedisClient redis) {
    return redis.llen("queue:sms:pending")
        + redis.zcard("queue:sms:processing")
        + redis.zcard("queue:sms:retry");
  }

  private static List<String> bodies(SmsStub phone, String prefix) {
    return phone.messages().stream()
        .map(ReceivedSms::body)
        .filter(body -> body.startsWith(prefix))
        .toList();
  }

  @Test
  void texts_go_through_the_second_provider_and_come_back() {
    try (RedisServer server = RedisServer.start();
        SmtpServer smtp = Servers.mailServer();
        SmsStub phone = SmsStub.start();
        RedisClient redis = RedisClient.create("127.0.0.1", server.port());
        ApplicationServer worker =
            ApplicationServer.start(
                ServerSetup.of(
                    ServerKind.WILDFLY, "failover", environment(server, smtp, phone, true)))) {
      push(redis, "before", 20);
      await().atMost(PATIENCE).until(() -> underWay(redis) == 0);
      assertThat(phone.messages()).extracting("provider").containsOnly("twilio");

      phone.script(TWILIO_DOWN);
      push(redis, "while", 200);
      await().atMost(PATIENCE).until(() -> underWay(redis) == 0);
      assertThat(bodies(phone, "while")).hasSize(200).doesNotHaveDuplicates();
      assertThat(phone.messages().stream().filter(text -> text.body().startsWith("while")))
          .extracting("provider")
          .containsOnly("aws-sns");

      phone.script(StubScript.usual());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                push(redis, "after" + phone.received() + "-", 1);
                return phone.messages().stream()
                    .anyMatch(
                        text ->
                            text.body().startsWith("after") && text.provider().equals("twilio"));
              });
      await().atMost(PATIENCE).until(() -> underWay(redis) == 0);
      assertThat(phone.messages()).extracting("body").doesNotHaveDuplicates();
      assertThat(redis.llen("queue:sms:dead_letter")).isZero();
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void without_a_second_provider_everything_waits_and_arrives_once() {
    try (RedisServer server = RedisServer.start();
        SmtpServer smtp = Servers.mailServer();
        SmsStub phone = SmsStub.start();
        RedisClient redis = RedisClient.create("127.0.0.1", server.port());
        ApplicationServer worker =
            ApplicationServer.start(
                ServerSetup.of(
                    ServerKind.WILDFLY, "outage", environment(server, smtp, phone, false)))) {
      phone.script(TWILIO_DOWN);
      push(redis, "text", 200);
      await().atMost(PATIENCE).until(() -> phone.posts() >= 5);
      assertThat(redis.llen("queue:sms:dead_letter")).isZero();
      assertThat(phone.messages()).isEmpty();

      phone.script(StubScript.usual());

      await().atMost(PATIENCE).until(() -> underWay(redis) == 0);
      assertThat(bodies(phone, "text")).hasSize(200).doesNotHaveDuplicates();
      assertThat(redis.llen("queue:sms:dead_letter")).isZero();
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void a_text_that_a_killed_server_may_have_sent_is_not_sent_again() {
    try (RedisServer server = RedisServer.start("--appendonly", "yes");
        SmtpServer smtp = Servers.mailServer();
        SmsStub phone = SmsStub.start();
        RedisClient redis = RedisClient.create("127.0.0.1", server.port())) {
      Map<String, String> environment = environment(server, smtp, phone, false);
      environment.put("PROCESSING_TIMEOUT_MS", "3000");
      environment.put("SMS_CONCURRENCY", "4");
      try (ApplicationServer worker =
          ApplicationServer.start(ServerSetup.of(ServerKind.WILDFLY, "unknown", environment))) {
        // The provider has the text, and its answer never comes.
        phone.script(StubScript.always(StubReply.usual().keepingSms().cut(StubReply.Cut.HANG)));
        push(redis, "text", 20);
        await().atMost(PATIENCE).until(() -> phone.received() == 4);

        worker.kill();
        phone.script(StubScript.usual());
        worker.restart();

        await().atMost(PATIENCE).until(() -> underWay(redis) == 0);
        assertThat(bodies(phone, "text")).hasSize(20).doesNotHaveDuplicates();
        assertThat(redis.lrange("queue:sms:dead_letter", 0, -1))
            .hasSize(4)
            .allMatch(deadLetter -> deadLetter.contains("\"reason\":\"outcome_unknown\""));
      }
    }
  }
}

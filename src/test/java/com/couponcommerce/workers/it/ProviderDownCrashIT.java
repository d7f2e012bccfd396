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

/** Lets Twilio answer 503 for a while. Uses WildFly, which starts in a quarter of Payara's time. */
class ProviderDownCrashIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final StubReply UNAVAILABLE =
      StubReply.twilioError(503, 20503, "Service unavailable");

  /** Answers while Twilio is unavailable and SNS works. */
  private static final StubScript TWILIO_DOWN =
      request -> request.path().contains("/Accounts/") ? UNAVAILABLE : StubReply.usual();

  private static Map<String, String> environment(
      RedisServer redis, SmtpServer smtp, SmsStub stub, boolean failover) {
    Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
    environment.putAll(Servers.twilio(stub));
    if (failover) {
      environment.putAll(Servers.snsAsSecond(stub));
    }
    return environment;
  }

  private static void push(ChannelQueue queue, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      queue.push("{\"to\":\"+4915123456789\",\"body\":\"" + prefix + i + "\"}");
    }
  }

  private static List<String> bodies(SmsStub stub, String prefix) {
    return stub.messages().stream()
        .map(ReceivedSms::body)
        .filter(body -> body.startsWith(prefix))
        .toList();
  }

  @Test
  void sms_go_through_the_second_provider_until_the_first_works_again() {
    try (RedisServer server = RedisServer.start();
        SmtpServer smtp = Servers.mailServer();
        SmsStub stub = SmsStub.start();
        ChannelQueue queue = ChannelQueue.sms(server);
        ApplicationServer worker =
            ApplicationServer.start(
                ServerSetup.of(
                    ServerKind.WILDFLY, "failover", environment(server, smtp, stub, true)))) {
      push(queue, "before", 20);
      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
      assertThat(stub.messages()).extracting("provider").containsOnly("twilio");

      stub.script(TWILIO_DOWN);
      push(queue, "while", 200);
      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
      assertThat(bodies(stub, "while")).hasSize(200).doesNotHaveDuplicates();
      assertThat(stub.messages().stream().filter(sms -> sms.body().startsWith("while")))
          .extracting("provider")
          .containsOnly("aws-sns");

      stub.script(StubScript.usual());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                push(queue, "after" + stub.received() + "-", 1);
                return stub.messages().stream()
                    .anyMatch(
                        sms -> sms.body().startsWith("after") && sms.provider().equals("twilio"));
              });
      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
      assertThat(stub.messages()).extracting("body").doesNotHaveDuplicates();
      assertThat(queue.deadLetterCount()).isZero();
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void without_a_second_provider_everything_waits_and_arrives_once() {
    try (RedisServer server = RedisServer.start();
        SmtpServer smtp = Servers.mailServer();
        SmsStub stub = SmsStub.start();
        ChannelQueue queue = ChannelQueue.sms(server);
        ApplicationServer worker =
            ApplicationServer.start(
                ServerSetup.of(
                    ServerKind.WILDFLY, "outage", environment(server, smtp, stub, false)))) {
      stub.script(TWILIO_DOWN);
      push(queue, "sms", 200);
      await().atMost(PATIENCE).until(() -> stub.posts() >= 5);
      assertThat(queue.deadLetterCount()).isZero();
      assertThat(stub.messages()).isEmpty();

      stub.script(StubScript.usual());

      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
      assertThat(bodies(stub, "sms")).hasSize(200).doesNotHaveDuplicates();
      assertThat(queue.deadLetterCount()).isZero();
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void an_sms_that_a_killed_server_may_have_sent_is_not_sent_again() {
    try (RedisServer server = RedisServer.start("--appendonly", "yes");
        SmtpServer smtp = Servers.mailServer();
        SmsStub stub = SmsStub.start();
        ChannelQueue queue = ChannelQueue.sms(server)) {
      Map<String, String> environment = environment(server, smtp, stub, false);
      environment.put("PROCESSING_TIMEOUT_MS", "3000");
      environment.put("SMS_CONCURRENCY", "4");
      try (ApplicationServer worker =
          ApplicationServer.start(ServerSetup.of(ServerKind.WILDFLY, "unknown", environment))) {
        // The provider accepts the SMS, but its answer never arrives.
        stub.script(StubScript.always(StubReply.usual().keepingSms().cut(StubReply.Cut.HANG)));
        push(queue, "sms", 20);
        await().atMost(PATIENCE).until(() -> stub.received() == 4);

        worker.kill();
        stub.script(StubScript.usual());
        worker.restart();

        await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
        assertThat(bodies(stub, "sms")).hasSize(20).doesNotHaveDuplicates();
        assertThat(queue.redis().lrange("queue:sms:dead_letter", 0, -1))
            .hasSize(4)
            .allMatch(deadLetter -> deadLetter.contains("\"reason\":\"outcome_unknown\""));
      }
    }
  }
}

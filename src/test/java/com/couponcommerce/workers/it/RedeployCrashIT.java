package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that redeploys of the WAR leave nothing behind. */
class RedeployCrashIT {
  private static final String NAME = "redeployed";
  private static final int TIMES = 2;

  /** Time in which a server releases what it still had when it answered. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /** Number to which Twilio sends. */
  private static final String TO_TWILIO = "+4917012345678";

  /** Number to which Twilio has no route, so that SNS is used too. */
  private static final String TO_SNS = "+4917012345679";

  @ParameterizedTest
  @EnumSource
  void redeploys_leave_no_thread_connection_or_class_loader(ServerKind kind) throws Exception {
    try (Servers servers = start(kind)) {
      deployAndUse(kind, servers, 0);
      Leftovers afterFirst = Leftovers.of(kind, servers);

      for (int i = 1; i <= TIMES; i++) {
        deployAndUse(kind, servers, i);
      }

      await()
          .atMost(SETTLED)
          .untilAsserted(
              () -> {
                Leftovers afterLast = Leftovers.of(kind, servers);
                assertThat(afterLast.redisConnections()).isZero();
                assertThat(afterLast.mailConnections()).isZero();
                assertThat(afterLast.threadsBeside(afterFirst)).isEmpty();
                // On Payara, that of the first deployment stays (ServerExecutor.startThreads).
                assertThat(afterLast.classLoaders()).isLessThanOrEqualTo(afterFirst.classLoaders());
              });
    }
  }

  /** Starts a server with both SMS providers, since each may leave something behind. */
  private static Servers start(ServerKind kind) {
    RedisServer redis = RedisServer.start();
    SmtpServer smtp = Servers.mailServer();
    SmsStub stub = SmsStub.start();
    Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
    environment.putAll(Servers.twilio(stub));
    environment.putAll(Servers.snsAsSecond(stub));
    ServerSetup setup = ServerSetup.of(kind, NAME, environment).withoutWar();
    return Servers.start(redis, smtp, stub, setup);
  }

  private static void deployAndUse(ServerKind kind, Servers servers, int number) throws Exception {
    int adminPort = servers.server().adminPort();
    try (ChannelQueue queue = ChannelQueue.emails(servers.redis())) {
      switch (kind) {
        case PAYARA -> new Admin(adminPort).deploy(kind.war(), NAME);
        case WILDFLY -> new WildFlyAdmin(adminPort).deploy(kind.war(), NAME + ".war");
      }
      queue.push(Samples.email(number));
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.underWay() == 0);
      sendByBothProviders(servers.smsStub(), queue);
    } finally {
      switch (kind) {
        case PAYARA -> new Admin(adminPort).undeploy(NAME);
        case WILDFLY -> new WildFlyAdmin(adminPort).undeploy(NAME + ".war");
      }
    }
  }

  private static void sendByBothProviders(SmsStub stub, ChannelQueue queue) {
    stub.script(
        request ->
            request.field("To").equals(TO_SNS)
                ? StubReply.twilioError(400, 21612, "no route")
                : StubReply.usual());
    int before = stub.messages().size();
    queue.redis().lpush("queue:sms:pending", sms(TO_TWILIO), sms(TO_SNS));

    await().atMost(Duration.ofSeconds(30)).until(() -> stub.messages().size() == before + 2);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> queue.redis().zcard("queue:sms:processing") == 0);
    List<ReceivedSms> received = stub.messages().subList(before, before + 2);
    assertThat(received)
        .extracting(ReceivedSms::provider)
        .containsExactlyInAnyOrder("twilio", "aws-sns");
  }

  private static String sms(String to) {
    return "{\"to\":\"" + to + "\",\"body\":\"Hi\"}";
  }
}

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

/** Undeploys the WAR, and looks for what it leaves behind. */
class RedeployCrashIT {
  private static final String NAME = "redeployed";
  private static final int TIMES = 3;

  /** Time that a server takes to clean up after it has answered. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private static final String TWILIOS = "+4917012345678";

  /** Twilio has no route to it, so that SNS is used as well. */
  private static final String SNSS = "+4917012345679";

  @ParameterizedTest
  @EnumSource
  void redeploys_leave_no_thread_connection_or_class_loader(ServerKind kind) throws Exception {
    try (Servers servers = start(kind)) {
      deployAndUse(kind, servers, 0);
      Leftovers after1 = Leftovers.of(kind, servers);

      for (int i = 1; i <= TIMES; i++) {
        deployAndUse(kind, servers, i);
      }

      await()
          .atMost(SETTLED)
          .untilAsserted(
              () -> {
                Leftovers afterAll = Leftovers.of(kind, servers);
                assertThat(afterAll.redisConnections()).isZero();
                assertThat(afterAll.mailConnections()).isZero();
                assertThat(afterAll.threadsBeside(after1)).isEmpty();
                // The first deployment's stays on Payara (ServerExecutor.startThreads).
                assertThat(afterAll.classLoaders()).isLessThanOrEqualTo(after1.classLoaders());
              });
    }
  }

  /** Starts a server with both SMS providers, so that both are looked at. */
  private static Servers start(ServerKind kind) {
    RedisServer redis = RedisServer.start();
    SmtpServer smtp = Servers.mailServer();
    SmsStub phone = SmsStub.start();
    Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
    environment.putAll(Servers.twilio(phone));
    environment.putAll(Servers.snsAsSecond(phone));
    ServerSetup setup = ServerSetup.of(kind, NAME, environment).withoutWar();
    return Servers.start(redis, smtp, phone, setup);
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
      sendByBothProviders(servers.phone(), queue);
    } finally {
      switch (kind) {
        case PAYARA -> new Admin(adminPort).undeploy(NAME);
        case WILDFLY -> new WildFlyAdmin(adminPort).undeploy(NAME + ".war");
      }
    }
  }

  private static void sendByBothProviders(SmsStub phone, ChannelQueue queue) {
    phone.script(
        request ->
            request.field("To").equals(SNSS)
                ? StubReply.twilioError(400, 21612, "no route")
                : StubReply.usual());
    int before = phone.messages().size();
    queue.redis().lpush("queue:sms:pending", text(TWILIOS), text(SNSS));

    await().atMost(Duration.ofSeconds(30)).until(() -> phone.messages().size() == before + 2);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> queue.redis().zcard("queue:sms:processing") == 0);
    List<ReceivedSms> texts = phone.messages().subList(before, before + 2);
    assertThat(texts)
        .extracting(ReceivedSms::provider)
        .containsExactlyInAnyOrder("twilio", "aws-sns");
  }

  private static String text(String to) {
    return "{\"to\":\"" + to + "\",\"body\":\"Hi\"}";
  }
}

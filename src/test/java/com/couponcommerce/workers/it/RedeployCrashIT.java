package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.dev.ApplicationServer;
import com.couponcommerce.workers.dev.PhoneReply;
import com.couponcommerce.workers.dev.PhoneStub;
import com.couponcommerce.workers.dev.ReceivedText;
import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.dev.ServerKind;
import com.couponcommerce.workers.dev.ServerSetup;
import com.couponcommerce.workers.dev.SmtpServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stays behind when the WAR goes. */
class RedeployCrashIT {
  private static final String WAR = "redeployed";
  private static final int TIMES = 20;

  /**
   * That of the server's own web module, and that of the first deployment ever, which the threads
   * of the server's executor keep (ServerExecutor.startThreads).
   */
  private static final int CLASS_LOADERS_OF_THE_SERVER = 2;

  /** Cancelled tasks leave the server's executor within two seconds (DutyLoop.LONGEST_TASK). */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private static final String TWILIOS = "+4917012345678";

  /** Twilio has no route to it, so that SNS is used as well. */
  private static final String SNSS = "+4917012345679";

  @Test
  void twenty_redeploys_leave_no_thread_connection_or_class_loader() throws Exception {
    try (Servers servers = start()) {
      deployAndUse(servers, 0);
      Leftovers after1 = Leftovers.of(servers);

      for (int i = 1; i <= TIMES; i++) {
        deployAndUse(servers, i);
      }

      await()
          .atMost(SETTLED)
          .untilAsserted(
              () -> {
                Leftovers after21 = Leftovers.of(servers);
                assertThat(after21.redisConnections()).isZero();
                assertThat(after21.mailConnections()).isZero();
                assertThat(after21.threadsBeside(after1)).isEmpty();
                assertThat(after21.classLoaders()).isLessThanOrEqualTo(CLASS_LOADERS_OF_THE_SERVER);
              });
    }
  }

  /** With both providers, so that both leave what they leave. */
  private static Servers start() {
    RedisServer redis = RedisServer.start();
    SmtpServer smtp = Servers.mailServer();
    PhoneStub phone = PhoneStub.start();
    Map<String, String> environment = new HashMap<>(Servers.environment(redis.url(), smtp));
    environment.putAll(Servers.twilio(phone));
    environment.putAll(Servers.snsAsSecond(phone));
    ServerSetup setup = ServerSetup.payara("redeployed", environment).withoutWar();
    return new Servers(redis, smtp, phone, ApplicationServer.start(setup));
  }

  private static void deployAndUse(Servers servers, int number) throws Exception {
    Admin admin = new Admin(servers.server().adminPort());
    try (EmailQueue queue = new EmailQueue(servers.redis())) {
      admin.deploy(ServerKind.PAYARA.war(), WAR);
      queue.push(EmailQueue.message(number));
      await().atMost(Duration.ofSeconds(30)).until(() -> queue.underWay() == 0);
      sendByBothProviders(servers.phone(), queue);
    } finally {
      admin.undeploy(WAR);
    }
  }

  private static void sendByBothProviders(PhoneStub phone, EmailQueue queue) {
    phone.script(
        request ->
            request.field("To").equals(SNSS)
                ? PhoneReply.twilioError(400, 21612, "no route")
                : PhoneReply.usual());
    int before = phone.texts().size();
    queue.redis().lpush("queue:sms:pending", text(TWILIOS), text(SNSS));

    await().atMost(Duration.ofSeconds(30)).until(() -> phone.texts().size() == before + 2);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> queue.redis().zcard("queue:sms:processing") == 0);
    List<ReceivedText> texts = phone.texts().subList(before, before + 2);
    assertThat(texts)
        .extracting(ReceivedText::provider)
        .containsExactlyInAnyOrder("twilio", "aws-sns");
  }

  private static String text(String to) {
    return "{\"to\":\"" + to + "\",\"body\":\"Hi\"}";
  }
}

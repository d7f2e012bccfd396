package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deploys a new version by a rolling restart: one server after the other is restarted. */
class RollingRestartCrashIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int HALF = 3000;

  /** Replies so slow that a stop finds every slot of its server busy and thousands pending. */
  private static final SmtpScript SLOW =
      SmtpScript.at(Stage.BODY, Reply.usual().after(Duration.ofMillis(100)));

  @Test
  void a_payara_and_a_wildfly_lose_nothing_and_send_nothing_twice() {
    try (RedisServer redis = RedisServer.start("--appendonly", "yes");
        SmtpServer smtp = Servers.mailServer();
        ChannelQueue queue = ChannelQueue.emails(redis)) {
      Map<String, String> environment = Servers.environment(redis.url(), smtp);
      try (ApplicationServer payara =
              ApplicationServer.start(ServerSetup.payara("rolling", environment));
          ApplicationServer wildfly =
              ApplicationServer.start(ServerSetup.wildfly("rolling", environment))) {
        smtp.script(SLOW);

        queue.push(messages(0));
        restartAmidWork(payara, smtp, queue);
        queue.push(messages(HALF));
        restartAmidWork(wildfly, smtp, queue);

        await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
        assertThat(subjects(smtp)).hasSize(2 * HALF).doesNotHaveDuplicates();
        assertThat(queue.deadLetterCount()).isZero();
        assertThat(payara.isAlive()).isTrue();
        assertThat(wildfly.isAlive()).isTrue();
      }
    }
  }

  private static void restartAmidWork(
      ApplicationServer server, SmtpServer smtp, ChannelQueue queue) {
    long before = smtp.received();
    await().atMost(PATIENCE).until(() -> smtp.received() >= before + 500);
    assertThat(queue.pending()).isPositive();
    server.stop();
    assertThat(queue.pending()).isPositive();
    server.restart();
  }

  private static String[] messages(int from) {
    return IntStream.range(from, from + HALF).mapToObj(Samples::email).toArray(String[]::new);
  }

  private static List<String> subjects(SmtpServer smtp) {
    return smtp.mails().stream().map(ReceivedMail::subject).toList();
  }
}

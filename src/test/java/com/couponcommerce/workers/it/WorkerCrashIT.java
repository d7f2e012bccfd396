package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Kills a process or drops a reply in the middle of the work, and checks what is sent. */
class WorkerCrashIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CONCURRENCY = 16;

  /** Replies so slow that a crash finds every slot busy. */
  private static final SmtpScript SLOW =
      SmtpScript.at(Stage.BODY, Reply.usual().after(Duration.ofMillis(20)));

  private static Map<String, String> environment(String redisUrl, SmtpServer smtp) {
    Map<String, String> environment = new HashMap<>(Servers.environment(redisUrl, smtp));
    environment.put("EMAIL_CONCURRENCY", "" + CONCURRENCY);
    environment.put("PROCESSING_TIMEOUT_MS", "3000");
    environment.put("REDIS_TIMEOUT_MS", "500");
    // A lost reply to a claim counts as an attempt; three for the same message are rare, but
    // possible.
    environment.put("MAX_RETRIES", "10");
    return environment;
  }

  private static Map<String, List<ReceivedMail>> bySubject(SmtpServer smtp) {
    return smtp.mails().stream().collect(Collectors.groupingBy(ReceivedMail::subject));
  }

  private static void assertEachOnceOrWithTheSameId(SmtpServer smtp, int messages, int maxTwice) {
    Map<String, List<ReceivedMail>> mails = bySubject(smtp);
    List<List<ReceivedMail>> twice =
        mails.values().stream().filter(copies -> copies.size() > 1).toList();

    assertThat(mails).hasSize(messages);
    assertThat(twice).hasSizeLessThanOrEqualTo(maxTwice);
    for (List<ReceivedMail> copies : twice) {
      Set<String> ids =
          copies.stream().map(mail -> mail.header("Message-ID")).collect(Collectors.toSet());
      assertThat(ids).hasSize(1);
    }
  }

  @Test
  void a_killed_server_loses_nothing_and_sends_little_twice() {
    try (RedisServer redis = RedisServer.start("--appendonly", "yes");
        SmtpServer smtp = Servers.mailServer();
        ChannelQueue queue = ChannelQueue.emails(redis);
        ApplicationServer server =
            ApplicationServer.start(
                ServerSetup.wildfly("killed", environment(redis.url(), smtp)))) {
      smtp.script(SLOW);
      queue.push(Samples.emails(2000));
      await().atMost(PATIENCE).until(() -> smtp.received() >= 500);

      server.kill();
      server.restart();

      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
      assertEachOnceOrWithTheSameId(smtp, 2000, 2 * CONCURRENCY);
      assertThat(queue.deadLetterCount()).isZero();
    }
  }

  @Test
  void a_killed_redis_loses_nothing_and_the_work_continues() {
    try (RedisServer redis = RedisServer.start("--appendonly", "yes");
        SmtpServer smtp = Servers.mailServer();
        ApplicationServer wildFly =
            ApplicationServer.start(
                ServerSetup.of(ServerKind.WILDFLY, "redis", environment(redis.url(), smtp)))) {
      smtp.script(SLOW);
      try (ChannelQueue queue = ChannelQueue.emails(redis)) {
        queue.push(Samples.emails(2000));
      }
      await().atMost(PATIENCE).until(() -> smtp.received() >= 500);

      redis.kill();
      redis.restart();
      Instant back = Instant.now();

      long before = smtp.received();
      await().atMost(PATIENCE).until(() -> smtp.received() > before + CONCURRENCY);
      assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(5));
      try (ChannelQueue queue = ChannelQueue.emails(redis)) {
        await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
        assertEachOnceOrWithTheSameId(smtp, 2000, 2 * CONCURRENCY);
        assertThat(queue.deadLetterCount()).isZero();
      }
      assertThat(wildFly.isAlive()).isTrue();
    }
  }

  @Test
  void lost_replies_lose_nothing_and_send_nothing_twice() throws Exception {
    try (RedisServer redis = RedisServer.start("--appendonly", "yes");
        SwallowingProxy proxy = new SwallowingProxy(redis.port(), 0.02, 42);
        SmtpServer smtp = Servers.mailServer();
        ChannelQueue queue = ChannelQueue.emails(redis);
        ApplicationServer wildFly =
            ApplicationServer.start(
                ServerSetup.of(ServerKind.WILDFLY, "proxy", environment(proxy.url(), smtp)))) {
      queue.push(Samples.emails(3000));

      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);

      assertThat(proxy.swallowed()).isGreaterThan(10);
      assertEachOnceOrWithTheSameId(smtp, 3000, 0);
      assertThat(queue.deadLetterCount()).isZero();
      assertThat(wildFly.isAlive()).isTrue();
    }
  }
}

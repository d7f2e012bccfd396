package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks that a provider that hangs does not delay the other channel. The test has a server of its
 * own: the mails hang for the whole minute of the SMTP timeout, for which the tests of a shared
 * server would have to wait.
 */
class HangingMailServerCrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAILS = 40;
  private static final int SMS_COUNT = 100;
  private static final long MILLIS_BETWEEN_SMS = 50;

  /** Default of EMAIL_CONCURRENCY; none of these connections gets an answer. */
  private static final int CONNECTIONS = 16;

  private static RedisServer redis;
  private static SmtpServer smtp;
  private static SmsStub stub;
  private static ApplicationServer server;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    smtp = Servers.mailServer();
    stub = SmsStub.start();
    Map<String, String> environment = Servers.environment(redis.url(), smtp);
    environment.putAll(Servers.twilio(stub));
    environment.put("SHUTDOWN_GRACE_MS", "1000");
    server = ApplicationServer.start(ServerSetup.wildfly("hanging", environment));
  }

  @AfterAll
  static void stop() {
    smtp.close();
    server.close();
    stub.close();
    redis.close();
  }

  @Test
  void mails_that_hang_do_not_delay_sms() throws Exception {
    smtp.script(command -> Reply.hang());
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    try (ChannelQueue mails = ChannelQueue.emails(redis);
        ChannelQueue sms = ChannelQueue.sms(redis)) {
      // The first SMS loads the provider's client, so its delay is not measured.
      sms.push(Samples.sms(SMS_COUNT));
      await().atMost(PATIENCE).until(() -> stub.messages().size() == 1);
      stub.forget();
      mails.push(Samples.emails(MAILS));
      await().atMost(PATIENCE).until(() -> smtp.openConnections() == CONNECTIONS);

      Map<String, Instant> pushed = new ConcurrentHashMap<>();
      List<ScheduledFuture<?>> pushes = new ArrayList<>();
      for (int i = 0; i < SMS_COUNT; i++) {
        int number = i;
        pushes.add(
            producer.schedule(
                () -> {
                  pushed.put("Number " + number, Instant.now());
                  sms.push(Samples.sms(number));
                },
                number * MILLIS_BETWEEN_SMS,
                TimeUnit.MILLISECONDS));
      }
      for (ScheduledFuture<?> push : pushes) {
        push.get();
      }
      await().atMost(PATIENCE).until(() -> stub.messages().size() == SMS_COUNT);

      assertThat(smtp.openConnections()).isEqualTo(CONNECTIONS);
      assertThat(smtp.received()).isZero();
      List<Duration> waits =
          stub.messages().stream().map(received -> waited(pushed, received)).sorted().toList();
      System.Logger log = System.getLogger(HangingMailServerCrashIT.class.getName());
      log.log(System.Logger.Level.INFO, "p50 {0}, p95 {1}", waits.get(49), waits.get(94));
      assertThat(waits.get(SMS_COUNT * 95 / 100 - 1)).isLessThan(Duration.ofSeconds(2));
    } finally {
      producer.shutdownNow();
    }
  }

  private static Duration waited(Map<String, Instant> pushed, ReceivedSms sms) {
    return Duration.between(pushed.getOrDefault(sms.body(), Instant.EPOCH), sms.received());
  }
}

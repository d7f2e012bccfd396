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
 * One channel's provider is no reason for the other to wait. With a server of its own: the mails
 * hang for the whole minute of the SMTP timeout, which the tests of the shared one would wait for.
 */
class HangingMailServerCrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAILS = 40;
  private static final int TEXTS = 100;
  private static final long MILLIS_BETWEEN_TEXTS = 50;

  /** EMAIL_CONCURRENCY's default: each of these connections gets no answer. */
  private static final int CONNECTIONS = 16;

  private static RedisServer redis;
  private static SmtpServer smtp;
  private static SmsStub phone;
  private static ApplicationServer payara;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    smtp = Servers.mailServer();
    phone = SmsStub.start();
    Map<String, String> environment = Servers.environment(redis.url(), smtp);
    environment.putAll(Servers.twilio(phone));
    environment.put("SHUTDOWN_GRACE_MS", "1000");
    payara = ApplicationServer.start(ServerSetup.payara("hanging", environment));
  }

  @AfterAll
  static void stop() {
    smtp.close();
    payara.close();
    phone.close();
    redis.close();
  }

  @Test
  void mails_that_hang_do_not_slow_texts() throws Exception {
    smtp.script(command -> Reply.hang());
    ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
    try (ChannelQueue mails = ChannelQueue.emails(redis);
        ChannelQueue texts = ChannelQueue.texts(redis)) {
      // The first text loads the provider's client; no later one does.
      texts.push(Samples.text(TEXTS));
      await().atMost(PATIENCE).until(() -> phone.messages().size() == 1);
      phone.forget();
      mails.push(Samples.emails(MAILS));
      await().atMost(PATIENCE).until(() -> smtp.openConnections() == CONNECTIONS);

      Map<String, Instant> pushed = new ConcurrentHashMap<>();
      List<ScheduledFuture<?>> pushes = new ArrayList<>();
      for (int i = 0; i < TEXTS; i++) {
        int number = i;
        pushes.add(
            producer.schedule(
                () -> {
                  pushed.put("Number " + number, Instant.now());
                  texts.push(Samples.text(number));
                },
                number * MILLIS_BETWEEN_TEXTS,
                TimeUnit.MILLISECONDS));
      }
      for (ScheduledFuture<?> push : pushes) {
        push.get();
      }
      await().atMost(PATIENCE).until(() -> phone.messages().size() == TEXTS);

      assertThat(smtp.openConnections()).isEqualTo(CONNECTIONS);
      assertThat(smtp.received()).isZero();
      List<Duration> waits =
          phone.messages().stream().map(text -> waited(pushed, text)).sorted().toList();
      System.Logger log = System.getLogger(HangingMailServerCrashIT.class.getName());
      log.log(System.Logger.Level.INFO, "p50 {0}, p95 {1}", waits.get(49), waits.get(94));
      assertThat(waits.get(TEXTS * 95 / 100 - 1)).isLessThan(Duration.ofSeconds(2));
    } finally {
      producer.shutdownNow();
    }
  }

  private static Duration waited(Map<String, Instant> pushed, ReceivedSms text) {
    return Duration.between(pushed.getOrDefault(text.body(), Instant.EPOCH), text.received());
  }
}

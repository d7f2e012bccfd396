package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Command;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand good mails beside one fault each. {@code -Dstill.seconds=5} judges the longest wait as
 * strictly as a machine without other work allows; a channel that stands still takes minutes.
 */
class NothingStandsStillTest {
  private static final int MAILS = 1000;
  private static final Duration MAX_WAIT =
      Duration.ofSeconds(Integer.getInteger("still.seconds", 20));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SmtpServer server = SmtpServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private MailWorker start(Map<String, String> settings) {
    return new MailWorker(MailFixture.session(server), settings);
  }

  private long received() {
    return server.mails().stream().filter(mail -> mail.recipients().get(0).startsWith("r")).count();
  }

  private void pushAndAwaitSoon(MailWorker worker) {
    Instant pushed = Instant.now();
    worker.pushMails(0, MAILS);
    awaitSoon(pushed);
    assertThat(worker.stall()).isEmpty();
    assertThat(worker.pause()).isEmpty();
  }

  private void awaitSoon(Instant pushed) {
    await().atMost(PATIENCE).until(() -> received() == MAILS);
    Instant last =
        server.mails().stream()
            .filter(mail -> mail.recipients().get(0).startsWith("r"))
            .map(mail -> mail.received())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(Duration.between(pushed, last)).isLessThan(MAX_WAIT);
  }

  @Test
  void mails_of_blanks() {
    String html = PayloadEditor.quote("<pre>x" + " ".repeat(900_000) + "x</pre>");
    try (MailWorker worker = start(Map.of())) {
      for (int i = 0; i < 16; i++) {
        worker.push("{\"to\":\"blank%d@x.test\",\"html\":%s}".formatted(i, html));
      }
      await().atMost(PATIENCE).until(() -> server.received() > 0);

      pushAndAwaitSoon(worker);
    }
  }

  @Test
  void mails_whose_server_hangs() {
    server.script(
        command -> hangs(command) ? Reply.usual().after(Duration.ofSeconds(20)) : Reply.usual());
    try (MailWorker worker = start(Map.of())) {
      for (int i = 0; i < 12; i++) {
        worker.push("{\"to\":\"hangs%d@x.test\",\"body\":\"x\"}".formatted(i));
      }

      pushAndAwaitSoon(worker);
    }
  }

  private static boolean hangs(Command command) {
    return command.stage() == Stage.RCPT && command.line().contains("hangs");
  }

  @Test
  void a_full_redis_with_a_rate_limit() {
    try (MailWorker worker = start(Map.of("EMAIL_RATE_LIMIT", "2000/s"))) {
      worker.redis().configSet("maxmemory-policy", "noeviction");
      worker.redis().set(QueueKeys.of(Channel.EMAIL).paused(), "a moment");
      worker.pushMails(0, MAILS);
      worker.redis().configSet("maxmemory", "1");
      Instant full = Instant.now();
      worker.redis().del(QueueKeys.of(Channel.EMAIL).paused());

      awaitSoon(full);
      worker.redis().configSet("maxmemory", "0");
    }
  }

  @Test
  void an_executor_with_one_thread() {
    ExecutorService single = Executors.newSingleThreadExecutor();
    try (MailWorker worker =
        new MailWorker(MailFixture.session(server), Map.of(), Optional.of(single))) {
      pushAndAwaitSoon(worker);
    } finally {
      single.shutdownNow();
    }
  }

  @Test
  void the_other_channels_keys_of_another_type() {
    try (MailWorker worker = start(Map.of())) {
      QueueKeys sms = QueueKeys.of(Channel.SMS);
      worker.redis().set(sms.processing(), "by mistake");
      worker.redis().set(sms.pending(), "by mistake");

      pushAndAwaitSoon(worker);
    }
  }
}

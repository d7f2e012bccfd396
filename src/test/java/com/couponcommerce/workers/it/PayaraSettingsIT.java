package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that settings changed with asadmin take effect while the application runs. */
class PayaraSettingsIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Asadmin asadmin = new Asadmin(Servers.running().server());
  private ChannelQueue queue;

  @BeforeEach
  void emptyQueueAndMailbox() {
    queue = ChannelQueue.emails(redis());
    queue.clear();
    smtp().forgetMails();
  }

  @AfterEach
  void disconnect() {
    smtp().script(SmtpScript.usual());
    queue.close();
  }

  private void set(String name, String value) throws Exception {
    asadmin.run("set-config-property", "--propertyName=" + name, "--propertyValue=" + value);
  }

  private void remove(String name) throws Exception {
    asadmin.run("delete-config-property", "--propertyName=" + name);
  }

  private static void awaitLog(String text) {
    Path log = Servers.running().server().directory().resolve("logs/server.log");
    await().atMost(PATIENCE).until(() -> Files.readString(log).contains(text));
  }

  private int attemptsUntilDeadLettered() throws Exception {
    smtp().script(SmtpScript.at(Stage.RCPT, Reply.say("450 4.2.1 mailbox busy")));
    queue.push(Samples.email(1));
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);
    int attempts =
        MessageFields.parse(queue.deadLetters().get(0)).count("retries", 9).orElseThrow();
    queue.clear();
    return attempts;
  }

  @Test
  void a_good_value_is_taken_and_a_bad_one_is_refused() throws Exception {
    try {
      set("MAX_RETRIES", "1");
      awaitLog("MAX_RETRIES is now 1, was 3 (the default)");
      assertThat(attemptsUntilDeadLettered()).isEqualTo(1);

      set("MAX_RETRIES", "many");
      awaitLog("MAX_RETRIES is \"many\", but may be: 1 to 1000");
      assertThat(attemptsUntilDeadLettered()).isEqualTo(1);
    } finally {
      remove("MAX_RETRIES");
    }
    awaitLog("MAX_RETRIES is now 3 (the default), was 1");
    assertThat(attemptsUntilDeadLettered()).isEqualTo(3);
  }

  @Test
  void a_limit_that_was_not_there_at_the_start_comes_and_goes() throws Exception {
    try {
      set("EMAIL_RATE_LIMIT", "1/h");
      awaitLog("EMAIL_RATE_LIMIT is now 1/h, was not set");
      queue.push(Samples.emails(3));
      await().atMost(PATIENCE).until(() -> smtp().mails().size() == 1);
      assertThat(queue.pending()).isEqualTo(2);
    } finally {
      remove("EMAIL_RATE_LIMIT");
    }
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 3);
  }
}

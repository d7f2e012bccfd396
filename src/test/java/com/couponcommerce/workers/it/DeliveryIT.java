package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows mails from LPUSH to the mailbox. */
class DeliveryIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ChannelQueue queue;

  @BeforeEach
  void emptyQueueAndMailbox() {
    queue = emptyQueueAndWorkingMailServer();
  }

  @AfterEach
  void disconnect() {
    queue.close();
  }

  private static void awaitMails(int count) {
    await().atMost(PATIENCE).until(() -> smtp().mails().size() >= count);
  }

  private void awaitDone() {
    await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
  }

  @Test
  void the_guides_message_arrives() {
    queue.push("{\"to\":\"user@example.com\",\"subject\":\"Test\",\"body\":\"...\"}");

    awaitMails(1);
    awaitDone();

    ReceivedMail mail = smtp().mails().get(0);
    assertThat(mail.recipients()).containsExactly("user@example.com");
    assertThat(mail.text()).contains("Subject: Test").contains("From: noreply@example.com");
    assertThat(queue.deadLetterCount()).isZero();
  }

  @Test
  void a_dead_letter_moved_back_by_redis_cli_is_sent_again_with_fresh_retries() throws Exception {
    smtp().script(SmtpScript.at(Stage.RCPT, Reply.say("550 5.1.1 no such user")));
    queue.push(Samples.email(1));
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);
    smtp().script(SmtpScript.at(Stage.RCPT, Reply.say("450 4.2.1 mailbox busy")));

    queue.moveDeadLetterToPending();
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1 && queue.underWay() == 0);

    MessageFields deadLetter = MessageFields.parse(queue.deadLetters().get(0));
    assertThat(deadLetter.count("retries", 9)).hasValue(3);
    assertThat(deadLetter.edit().json("deadLetterHistory").orElseThrow()).contains("550 5.1.1");

    smtp().script(SmtpScript.usual());
    queue.moveDeadLetterToPending();
    awaitMails(1);
    awaitDone();
  }

  @Test
  void a_mail_to_a_busy_mailbox_is_dead_lettered_after_three_attempts() throws Exception {
    List<Instant> attempts = Collections.synchronizedList(new ArrayList<>());
    smtp()
        .script(
            command -> {
              if (command.stage() == Stage.RCPT) {
                attempts.add(Instant.now());
                return Reply.say("450 4.2.1 mailbox busy");
              }
              return Reply.usual();
            });
    queue.push(
        "{\"to\":\"u@example.com\",\"subject\":\"s\",\"body\":\"b\",\"order\":9007199254740993,"
            + "\"price\":1.10,\"tags\":[]}");

    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);

    assertThat(attempts).hasSize(3);
    Duration delay = Servers.RETRY_DELAY;
    assertThat(Duration.between(attempts.get(0), attempts.get(1))).isGreaterThanOrEqualTo(delay);
    assertThat(Duration.between(attempts.get(1), attempts.get(2))).isGreaterThanOrEqualTo(delay);
    String text = new String(queue.deadLetters().get(0).bytes(), StandardCharsets.UTF_8);
    assertThat(text)
        .contains("\"order\":9007199254740993", "\"price\":1.10", "\"tags\":[]", "\"retries\":3")
        .contains("\"reason\":\"retries_exhausted\"", "450 4.2.1");
    assertThat(queue.underWay()).isZero();
  }

  @Test
  void a_mail_to_an_unknown_mailbox_gets_one_attempt() throws Exception {
    long before = smtp().commands(Stage.RCPT);
    smtp().script(SmtpScript.at(Stage.RCPT, Reply.say("550 5.1.1 no such user")));
    queue.push(Samples.email(1));

    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);

    assertThat(smtp().commands(Stage.RCPT) - before).isEqualTo(1);
    assertThat(
            MessageFields.parse(queue.deadLetters().get(0)).edit().json("deadLetter").orElseThrow())
        .contains("\"reason\":\"recipient_refused\"", "\"code\":\"550 5.1.1\"", "no such user");
  }

  @Test
  void a_wrong_password_pauses_the_channel_until_it_works() throws Exception {
    smtp().password("changed");
    smtp().closeConnections();

    queue.push(Samples.emails(500));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(probe("/health/ready").body()).contains("535"));

    assertThat(probe("/health/ready").statusCode()).isEqualTo(503);
    assertThat(queue.deadLetterCount()).isZero();
    assertThat(queue.underWay()).isEqualTo(500);

    smtp().password(Servers.PASSWORD);
    awaitMails(500);
    awaitDone();
    assertThat(queue.deadLetterCount()).isZero();
    await().atMost(PATIENCE).until(() -> probe("/health/ready").statusCode() == 200);
  }

  @Test
  void a_thousand_identical_payloads_are_a_thousand_mails() {
    queue.push(Collections.nCopies(1000, Samples.email(1)).toArray(String[]::new));

    awaitMails(1000);
    awaitDone();

    assertThat(smtp().mails()).hasSize(1000);
    assertThat(smtp().mails().stream().map(mail -> mail.header("Message-ID")))
        .doesNotHaveDuplicates();
    assertThat(queue.deadLetterCount()).isZero();
  }

  @Test
  void bad_payloads_among_good_ones_stop_nothing_and_are_kept_byte_for_byte() {
    List<Payload> bad = badPayloads();
    List<Payload> all = new ArrayList<>(bad);
    for (String message : Samples.emails(1000)) {
      all.add(Payload.of(message));
    }
    Collections.shuffle(all, new Random(7));

    queue.push(all.toArray(Payload[]::new));
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == bad.size());
    awaitMails(1000);
    awaitDone();

    assertThat(smtp().mails()).hasSize(1000);
    assertThat(queue.deadLetters()).containsExactlyInAnyOrderElementsOf(bad);
    assertThat(longestPause()).isLessThan(Duration.ofSeconds(2));
  }

  private static Duration longestPause() {
    List<ReceivedMail> mails = smtp().mails();
    Duration longest = Duration.ZERO;
    for (int i = 1; i < mails.size(); i++) {
      Duration pause = Duration.between(mails.get(i - 1).received(), mails.get(i).received());
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }
    return longest;
  }

  /** Returns one hundred different payloads of ten kinds. */
  private static List<Payload> badPayloads() {
    List<Payload> bad = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String valid = Samples.email(i);
      bad.add(Payload.of("not json " + i));
      bad.add(Payload.of("[" + valid + "]"));
      bad.add(Payload.of(valid + valid));
      byte[] brokenUtf8 = valid.getBytes(StandardCharsets.UTF_8);
      brokenUtf8[brokenUtf8.length - 4] = (byte) 0xff;
      bad.add(new Payload(brokenUtf8));
      bad.add(Payload.of(with(valid, "deep", "[".repeat(100_000) + i + "]".repeat(100_000))));
      bad.add(Payload.of(with(valid, "large", "\"" + "x".repeat(5_000_000) + "\"")));
      bad.add(Payload.of(with(valid, "number", "9".repeat(2000))));
      bad.add(Payload.of(valid.replace("user@example.com", "user@example.com\\r\\nBcc: x@y.org")));
      bad.add(Payload.of(valid.replace("Test ", "Test\\r\\nBcc: x@y.org ")));
      bad.add(Payload.of(with(valid, "headers", "{\"X-A\":\"a\\r\\nBcc: x@y.org\"}")));
    }
    return bad;
  }

  private static String with(String message, String name, String json) {
    return message.substring(0, message.length() - 1) + ",\"" + name + "\":" + json + "}";
  }
}

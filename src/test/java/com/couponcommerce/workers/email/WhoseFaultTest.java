package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Command;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole engine and a server that refuses all mails, or one, or one recipient. */
class WhoseFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAILS = 40;

  private final SmtpServer server = SmtpServer.start();
  private final MailWorker worker =
      new MailWorker(
          MailFixture.session(server, "mail.smtp.timeout", "1000"),
          Map.of("RETRY_DELAY_MS", "100", "RETRY_BACKOFF_MULTIPLIER", "1"));

  @AfterEach
  void close() {
    worker.close();
    server.close();
  }

  private void awaitServed(int mails) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(worker.left()).isZero());
    assertThat(server.mails().stream().map(mail -> mail.header("Subject")).distinct())
        .hasSize(mails);
    assertThat(server.received()).isEqualTo(mails);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "BODY | 554 Message rejected: Email address is not verified. The following identities failed"
            + " the check in region EU-WEST-1 | CONFIG",
        "RCPT | 450 4.1.8 <shop@shop.test>: Sender address rejected: Domain not found | CONFIG",
        "RCPT | 504 5.5.2 <host>: Helo command rejected: need fully-qualified hostname | CONFIG",
        "RCPT | 554 5.7.1 <x>: Relay access denied | CONFIG",
        "RCPT | 451 4.3.0 <x>: Temporary lookup failure | PROVIDER_DOWN",
        "RCPT | 450 4.7.1 Error: too many recipients from 192.0.2.1 | THROTTLED",
        "RCPT | 550 Words that no rule knows | CONFIG",
        "BODY | 554 Words that no rule knows | CONFIG",
        "BODY | 450 Words that no rule knows | CONFIG"
      })
  void a_refusal_of_all_gives_nothing_up(Stage stage, String reply, String cause) {
    server.script(SmtpScript.at(stage, Reply.say(reply)));
    worker.pushMails(0, MAILS);
    await().atMost(PATIENCE).until(() -> worker.pause().isPresent());
    assertThat(worker.pause().orElseThrow().cause()).hasToString(cause);
    // What was refused before the repair and is judged after it counts as the message's own.
    await().atMost(PATIENCE).until(() -> worker.sending() == 0);

    server.script(SmtpScript.usual());

    awaitServed(MAILS);
    assertThat(worker.deadLetters()).isEmpty();
    assertThat(worker.pause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 User unknown",
    "BODY, 554 5.7.1 Message contains a virus",
    "BODY, 552 5.3.4 Message size exceeds fixed limit"
  })
  void a_refused_recipient_or_content_is_a_dead_letter_after_one_try(Stage stage, String reply) {
    server.script(SmtpScript.at(stage, Reply.say(reply)));
    worker.pushMails(0, MAILS);

    await().atMost(PATIENCE).until(() -> worker.left() == 0);

    assertThat(worker.deadLetters()).hasSize(MAILS);
    assertThat(server.commands(Stage.RCPT)).isEqualTo(MAILS);
    assertThat(worker.pause()).isEmpty();
  }

  private static boolean names(Command command, String word) {
    return command.line().contains(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "450 4.1.8 <own@other.test>: Sender address rejected: Domain not found",
        "553 5.7.1 <own@other.test>: Sender address rejected: not owned by user shop"
      })
  void a_refusal_of_one_message_counts_as_its_own_and_ends_it(String reply) {
    server.script(
        command ->
            command.stage() == Stage.MAIL && names(command, "own@other.test")
                ? Reply.say(reply)
                : Reply.usual());
    worker.push("{\"id\":\"own\",\"to\":\"a@x.test\",\"from\":\"own@other.test\",\"body\":\"x\"}");
    worker.pushMails(0, MAILS);
    await().atMost(PATIENCE).until(() -> server.received() == MAILS);

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              int next = (int) server.received();
              worker.pushMails(next, next + 1);
              return worker.deadLetters().size() == 1;
            });

    assertThat(worker.deadLetters()).singleElement().asString().contains("retries_exhausted");
  }

  @Test
  void a_recipient_that_is_refused_beside_one_that_is_served_pauses_none() {
    server.script(
        command ->
            command.stage() == Stage.RCPT && names(command, "<bad@")
                ? Reply.say("530 5.7.0 Authentication required")
                : Reply.usual());
    worker.push("{\"id\":\"two\",\"to\":[\"good@x.test\",\"bad@x.test\"],\"body\":\"x\"}");
    worker.pushMails(0, MAILS);
    await().atMost(PATIENCE).until(() -> server.received() == MAILS + 1);

    assertThat(worker.pause()).isEmpty();
    assertThat(server.mails().stream().map(ReceivedMail::recipients))
        .filteredOn(recipients -> recipients.contains("good@x.test"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 5.5.1 Bad sequence of commands",
        "503 Only one sender per message",
        "530 5.7.0 Authentication required",
        "452 4.5.3 Too many recipients",
        "450 4.7.1 Error: too much mail",
        "451 4.3.0 Temporary lookup failure",
        "550 5.7.1 Service unavailable; Client host blocked"
      })
  void a_served_recipient_gets_it_once_on_a_used_connection_whatever_the_other_is_told(
      String reply) {
    worker.pushMails(0, MAILS);
    await().atMost(PATIENCE).until(() -> server.received() == MAILS);
    server.script(
        command ->
            command.stage() == Stage.RCPT && names(command, "<bad@")
                ? Reply.say(reply)
                : Reply.usual());

    worker.push("{\"id\":\"two\",\"to\":[\"good@x.test\",\"bad@x.test\"],\"body\":\"x\"}");
    await()
        .atMost(PATIENCE)
        .until(() -> worker.messages().stream().anyMatch(m -> m.contains("\"remaining\":[\"bad@")));
    worker.pushMails(MAILS, 2 * MAILS);
    await().atMost(PATIENCE).until(() -> server.received() == 2 * MAILS + 1);

    assertThat(server.mails().stream().map(ReceivedMail::recipients))
        .filteredOn(recipients -> recipients.contains("good@x.test"))
        .hasSize(1);
  }

  @Test
  void a_mail_that_is_greylisted_after_its_content_holds_up_no_other() {
    AtomicBoolean first = new AtomicBoolean(true);
    server.script(
        command ->
            command.stage() == Stage.BODY && first.getAndSet(false)
                ? Reply.say("451 4.7.1 Greylisted, please try again in 50 seconds")
                : Reply.usual());
    worker.pushMails(0, MAILS);

    await().atMost(PATIENCE).until(() -> server.received() == MAILS - 1);

    assertThat(worker.retrying()).isEqualTo(1);
    assertThat(worker.pause()).isEmpty();
  }

  @Test
  void a_first_connection_that_is_refused_whatever_it_asks_gives_nothing_up() {
    server.script(
        command ->
            command.stage() == Stage.RCPT && command.connection() == 1
                ? Reply.say("450 4.3.2 Service currently unavailable")
                : Reply.usual());
    worker.pushMails(0, MAILS);

    awaitServed(MAILS);

    assertThat(worker.deadLetters()).isEmpty();
  }

  @Test
  void unknown_outcomes_of_some_stop_no_other() {
    server.script(
        command ->
            command.stage() == Stage.RCPT && names(command, "<hang")
                ? Reply.usual().after(Duration.ofSeconds(2))
                : Reply.usual());
    worker.push(
        IntStream.range(0, 12)
            .mapToObj(
                i -> "{\"id\":\"h%1$d\",\"to\":\"hang%1$d@x.test\",\"body\":\"x\"}".formatted(i))
            .toArray(String[]::new));
    worker.pushMails(0, 100);

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.mails().stream()
                        .filter(mail -> mail.recipients().get(0).startsWith("r"))
                        .count()
                    == 100);
  }
}

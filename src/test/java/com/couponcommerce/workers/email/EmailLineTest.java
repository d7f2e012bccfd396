package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.sender.FailureClass.AMBIGUOUS;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.sender.Upcoming;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import jakarta.mail.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailLineTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static EmailMessage message(int number) throws Exception {
    return MailFixture.message(
        "{\"to\":\"r%1$d@x.test\",\"subject\":\"s%1$d\",\"body\":\"b%1$d\"}".formatted(number));
  }

  private static MessageId id(int number) {
    return new MessageId("m" + number);
  }

  private static DeliveryResult send(SendLine<EmailMessage> line, int number, boolean hasNext)
      throws Exception {
    Optional<Upcoming.Next<EmailMessage>> next =
        hasNext
            ? Optional.of(new Upcoming.Next<>(id(number + 1), message(number + 1)))
            : Optional.empty();
    return line.send(id(number), message(number), () -> true, () -> next);
  }

  private static Session session(RawServer server) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "localhost");
    properties.setProperty("mail.smtp.port", "" + server.port());
    properties.setProperty("mail.smtp.timeout", "300");
    return Session.getInstance(properties);
  }

  @Test
  void mails_that_are_announced_arrive_once_each_over_one_connection() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server));
        SendLine<EmailMessage> line = mail.sender().line()) {
      for (int i = 0; i < 20; i++) {
        assertThat(send(line, i, i < 19)).isInstanceOf(Delivered.class);
      }

      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.mails())
          .extracting(received -> received.recipients().get(0))
          .containsExactlyElementsOf(
              IntStream.range(0, 20).mapToObj(i -> "r" + i + "@x.test").toList());
    }
  }

  @Test
  void the_next_envelope_travels_with_the_content_before() throws Exception {
    List<Boolean> came = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.greet("PIPELINING");
                  for (int mail = 0; mail < 2; mail++) {
                    for (int command = 0; command < 3; command++) {
                      connection.line();
                    }
                    connection.say("250 ok", "250 ok", "354 go");
                    connection.content();
                    came.add(connection.hasMore());
                    connection.say("250 taken");
                  }
                });
        MailFixture mail = new MailFixture(session(server));
        SendLine<EmailMessage> line = mail.sender().line()) {
      assertThat(send(line, 0, true)).isEqualTo(new Delivered("250 taken"));
      assertThat(send(line, 1, false)).isEqualTo(new Delivered("250 taken"));

      assertThat(came).containsExactly(true, false);
    }
  }

  @Test
  void an_announced_mail_that_is_not_sent_reaches_no_recipient() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      try (SendLine<EmailMessage> line = mail.sender().line()) {
        send(line, 0, true);
        assertThat(send(line, 7, true)).isInstanceOf(Delivered.class);
      }
      assertThat(mail.send()).isInstanceOf(Delivered.class);

      assertThat(server.mails())
          .extracting(received -> received.recipients().get(0))
          .containsExactly("r0@x.test", "r7@x.test", "a@x.test");
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void a_fence_that_refuses_an_announced_mail_hands_nothing_over() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server));
        SendLine<EmailMessage> line = mail.sender().line()) {
      send(line, 0, true);

      assertThat(line.send(id(1), message(1), () -> false, Upcoming.none()))
          .isEqualTo(new Abandoned());
      assertThat(server.received()).isEqualTo(1);
    }
  }

  @Test
  void a_refused_mail_leaves_the_announced_one_alone() throws Exception {
    try (SmtpServer server =
            SmtpServer.builder()
                .script(
                    command ->
                        command.stage() == Stage.BODY && command.mailsBefore() == 0
                            ? Reply.say("554 5.6.0 Not this one").keepingMail()
                            : Reply.usual())
                .start();
        MailFixture mail = new MailFixture(MailFixture.session(server));
        SendLine<EmailMessage> line = mail.sender().line()) {
      Failure failure = MailFixture.failure(send(line, 0, true));
      assertThat(failure.code()).isEqualTo("554 5.6.0");
      assertThat(send(line, 1, false)).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"250 2.0.0 Ok,true", "421 4.3.2 Closing,false"})
  void an_announced_mail_whose_connection_ends_goes_over_another_one(
      String reply, boolean delivered) throws Exception {
    try (SmtpServer server =
            SmtpServer.builder()
                .script(
                    command ->
                        command.stage() == Stage.BODY && command.connection() == 1
                            ? Reply.say(reply).thenClose()
                            : Reply.usual())
                .start();
        MailFixture mail = new MailFixture(MailFixture.session(server));
        SendLine<EmailMessage> line = mail.sender().line()) {
      assertThat(send(line, 0, true) instanceof Delivered).isEqualTo(delivered);
      assertThat(send(line, 1, false)).isInstanceOf(Delivered.class);
      assertThat(server.mails())
          .extracting(ReceivedMail::recipients)
          .endsWith(List.of("r1@x.test"));
    }
  }

  @Test
  void a_lost_reply_to_a_mail_does_not_touch_the_announced_one() throws Exception {
    try (SmtpServer server =
            SmtpServer.builder()
                .script(
                    command ->
                        command.stage() == Stage.BODY && command.connection() == 1
                            ? Reply.close().keepingMail()
                            : Reply.usual())
                .start();
        MailFixture mail = new MailFixture(MailFixture.session(server));
        SendLine<EmailMessage> line = mail.sender().line()) {
      assertThat(MailFixture.failure(send(line, 0, true)).failureClass()).isEqualTo(AMBIGUOUS);
      assertThat(send(line, 1, false)).isInstanceOf(Delivered.class);
      assertThat(server.received()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void each_command_waits_for_a_reply_if_asked_for_or_not_offered(boolean offered)
      throws Exception {
    List<String> early = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.greet(offered ? "PIPELINING" : "SIZE 0");
                  for (String reply : List.of("250 ok", "250 ok", "354 go")) {
                    String command = connection.line();
                    if (connection.hasMore()) {
                      early.add(command);
                    }
                    connection.say(reply);
                  }
                  connection.content();
                  connection.say("250 taken");
                });
        MailFixture mail = new MailFixture(session(server), MailFixture.settings(!offered, LONG))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(early).isEmpty();
    }
  }

  /** Serves a connection as a server does that reads one command and forgets what follows it. */
  private static void forgetful(RawServer.Connection connection) throws IOException {
    connection.greet("PIPELINING");
    while (true) {
      String command = connection.line();
      while (connection.hasMore()) {
        connection.line();
      }
      if (command.startsWith("DATA")) {
        connection.say("354 go");
        connection.content();
        connection.say("250 taken");
      } else {
        connection.say("250 ok");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forgets", "complains"})
  void a_server_that_breaks_with_pipelining_is_sent_command_by_command(String how)
      throws Exception {
    try (RawServer server =
            new RawServer(
                connection -> {
                  if (how.equals("forgets")) {
                    forgetful(connection);
                    return;
                  }
                  connection.greet("PIPELINING");
                  connection.line();
                  if (connection.hasMore()) {
                    connection.say("554 5.5.0 Error: SMTP protocol synchronization");
                    return;
                  }
                  connection.say("250 ok");
                  connection.line();
                  connection.say("250 ok");
                  connection.line();
                  connection.say("354 go");
                  connection.content();
                  connection.say("250 taken");
                  connection.line();
                });
        MailFixture mail = new MailFixture(session(server))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(2);
      mail.pass(Duration.ofSeconds(11));

      assertThat(mail.send()).as("over a new connection").isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"220", "250-a", "250 o", "354"})
  void a_server_that_drips_costs_no_more_than_the_time_of_a_reply(String until) throws Exception {
    try (RawServer server =
            new RawServer(
                connection -> {
                  if (until.equals("220")) {
                    drip(connection, "220 ");
                  }
                  connection.greet("PIPELINING");
                  connection.line();
                  if (!until.equals("354")) {
                    drip(connection, until);
                  }
                  connection.say("250 ok", "250 ok", "354 go");
                  connection.content();
                  drip(connection, "250 ");
                });
        MailFixture mail =
            new MailFixture(session(server), MailFixture.settings(true, Duration.ofSeconds(2)))) {
      assertThat(mail.failure().failureClass())
          .isEqualTo(until.equals("354") ? AMBIGUOUS : PROVIDER_DOWN);
    }
  }

  private static void drip(RawServer.Connection connection, String start) throws IOException {
    connection.out().write(start.getBytes(StandardCharsets.US_ASCII));
    while (true) {
      connection.out().write('x');
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void what_a_new_connection_does_not_offer_is_noticed() throws Exception {
    List<String> commands = new CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.greet(connection.number() == 1 ? "HELP" : "SIZE 100");
                  if (connection.number() == 1) {
                    for (String reply : List.of("250 ok", "250 ok", "354 go")) {
                      connection.line();
                      connection.say(reply);
                    }
                    connection.content();
                    connection.say("250 taken");
                    return;
                  }
                  while (true) {
                    commands.add(connection.line());
                    connection.say("250 ok");
                  }
                });
        MailFixture mail = new MailFixture(session(server))) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);

      assertThat(mail.failure().text()).contains("takes at most 100 (SIZE)");
      assertThat(commands).noneMatch(command -> command.startsWith("MAIL"));
    }
  }

  @Test
  void a_reply_without_end_is_cut() throws Exception {
    try (RawServer server =
            new RawServer(
                connection -> {
                  connection.greet("PIPELINING");
                  while (true) {
                    connection.say("250-and then");
                  }
                });
        MailFixture mail = new MailFixture(session(server))) {
      assertThat(mail.failure().code()).isEqualTo("garbled");
    }
  }

  @Test
  void a_mail_that_the_server_would_refuse_for_its_size_is_not_sent() throws Exception {
    try (SmtpServer server = SmtpServer.builder().extensions("PIPELINING", "SIZE 2000").start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      Failure failure =
          MailFixture.failure(
              mail.send(
                  MailFixture.message(
                      "{\"to\":\"a@x.test\",\"subject\":\"s\",\"body\":\"%s\"}"
                          .formatted("x".repeat(3000)))));

      assertThat(failure.failureClass()).isEqualTo(PERM_MESSAGE);
      assertThat(failure.text()).contains("takes at most 2000 (SIZE)");
      assertThat(server.commands(Stage.MAIL)).isZero();
      assertThat(mail.send()).isInstanceOf(Delivered.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void the_server_learns_the_exact_size() throws Exception {
    List<String> commands = new CopyOnWriteArrayList<>();
    SmtpScript noting =
        command -> {
          commands.add(command.line());
          return Reply.usual();
        };
    try (SmtpServer server = SmtpServer.builder().script(noting).start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      mail.send(
          MailFixture.message(
              "{\"to\":\"a@x.test\",\"subject\":\"s\",\"body\":\".a\\n..\\n.\\nb\"}"));

      assertThat(commands)
          .contains("MAIL FROM:<shop@shop.test> SIZE=" + server.mails().get(0).bytes().length);
    }
  }
}

package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.sender.FailureClass.AMBIGUOUS;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.reply.Accused;
import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.Traits;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks each reply of the SMTP tables against a server that sends it. */
class SmtpFailuresTest {
  private final SmtpServer server = SmtpServer.start();
  private final MailFixture mail = new MailFixture(MailFixture.session(server));

  @AfterEach
  void close() {
    mail.close();
    server.close();
  }

  private Failure failureAt(Stage stage, Reply reply) throws Exception {
    server.script(SmtpScript.at(stage, reply));
    return mail.failure();
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CONNECT | 421 4.3.2 Closing | PROVIDER_DOWN | 421 4.3.2",
        "CONNECT | 421 4.7.0 Too many connections | THROTTLED | 421 4.7.0",
        "CONNECT | 450 Not now | PROVIDER_DOWN | 450",
        "CONNECT | 554 5.7.1 Go away | CONFIG | 554 5.7.1",
        "EHLO | 421 4.3.2 Closing | PROVIDER_DOWN | 421 4.3.2",
        "EHLO | 550 5.7.1 Bad name | CONFIG | 550 5.7.1",
        "MAIL | 421 4.3.2 Closing | PROVIDER_DOWN | 421 4.3.2",
        "MAIL | 450 4.1.8 Sender domain not found now | CONFIG | 450 4.1.8",
        "MAIL | 451 4.3.0 Local error | PROVIDER_DOWN | 451 4.3.0",
        "MAIL | 452 4.3.1 Out of space | PROVIDER_DOWN | 452 4.3.1",
        "MAIL | 451 4.7.1 Slow down | THROTTLED | 451 4.7.1",
        "MAIL | 454 Throttling failure: Maximum sending rate exceeded. | THROTTLED | 454",
        "MAIL | 454 Throttling failure: Daily message quota exceeded. | THROTTLED | 454",
        "MAIL | 530 5.7.0 Authentication required | CONFIG | 530 5.7.0",
        "MAIL | 550 5.1.8 Sender domain unknown | CONFIG | 550 5.1.8",
        "MAIL | 553 5.1.7 Bad sender | CONFIG | 553 5.1.7",
        "MAIL | 553 5.7.1 Not owned by user | CONFIG | 553 5.7.1",
        "MAIL | 550 5.7.60 Send as denied | CONFIG | 550 5.7.60",
        "MAIL | 503 5.5.1 need AUTH first | CONFIG | 503 5.5.1",
        "MAIL | 552 5.3.4 Too big | PERM_MESSAGE | 552 5.3.4",
        "MAIL | 550 No | CONFIG | 550",
        "MAIL | 501 5.5.4 Syntax | CONFIG | 501 5.5.4",
        "RCPT | 421 4.7.0 Too many errors | THROTTLED | 421 4.7.0",
        "RCPT | 421 4.3.2 Closing | PROVIDER_DOWN | 421 4.3.2",
        "RCPT | 421 Closing | PROVIDER_DOWN | 421",
        "RCPT | 450 4.2.1 Receiving too quickly | TRANS_RECIPIENT | 450 4.2.1",
        "RCPT | 451 4.7.1 Greylisted | TRANS_RECIPIENT | 451 4.7.1",
        "RCPT | 450 4.7.0 Policy | TRANS_RECIPIENT | 450 4.7.0",
        "RCPT | 452 4.2.2 Full | TRANS_RECIPIENT | 452 4.2.2",
        "RCPT | 552 5.2.2 Full | TRANS_RECIPIENT | 552 5.2.2",
        "RCPT | 550 5.2.2 Full | TRANS_RECIPIENT | 550 5.2.2",
        "RCPT | 552 Full | TRANS_RECIPIENT | 552",
        "RCPT | 552 5.3.4 Too big | PERM_MESSAGE | 552 5.3.4",
        "RCPT | 452 4.3.1 Out of space | PROVIDER_DOWN | 452 4.3.1",
        "RCPT | 432 4.3.2 Concurrent connections | THROTTLED | 432 4.3.2",
        "RCPT | 452 4.5.3 Too many recipients | THROTTLED | 452 4.5.3",
        "RCPT | 452 5.5.3 Too many | THROTTLED | 452",
        "RCPT | 450 No | TRANS_RECIPIENT | 450",
        "RCPT | 499 No | TRANS_RECIPIENT | 499",
        "RCPT | 550 5.1.1 Unknown | PERM_RECIPIENT | 550 5.1.1",
        "RCPT | 550 5.1.2 Nowhere | PERM_RECIPIENT | 550 5.1.2",
        "RCPT | 553 5.1.3 Syntax | PERM_RECIPIENT | 553 5.1.3",
        "RCPT | 501 5.1.3 Syntax | PERM_RECIPIENT | 501 5.1.3",
        "RCPT | 550 5.1.6 Moved | PERM_RECIPIENT | 550 5.1.6",
        "RCPT | 550 5.1.10 Null MX | PERM_RECIPIENT | 550 5.1.10",
        "RCPT | 556 5.1.10 Null MX | PERM_RECIPIENT | 556 5.1.10",
        "RCPT | 521 No mail here | PERM_RECIPIENT | 521",
        "RCPT | 550 5.2.1 Disabled | PERM_RECIPIENT | 550 5.2.1",
        "RCPT | 551 Elsewhere | PERM_RECIPIENT | 551",
        "RCPT | 550 No such user | PERM_RECIPIENT | 550",
        "RCPT | 550 4.1.1 Contradictory | PERM_RECIPIENT | 550",
        "RCPT | 550 5.7.1 Policy | CONFIG | 550 5.7.1",
        "RCPT | 554 5.7.1 Relay access denied | CONFIG | 554 5.7.1",
        "RCPT | 553 5.7.1 Sender address rejected: not owned | CONFIG | 553 5.7.1",
        "RCPT | 500 5.5.2 What | PERM_RECIPIENT | 500 5.5.2",
        "RCPT | 501 5.5.4 What | PERM_RECIPIENT | 501 5.5.4",
        "RCPT | 502 What | PERM_RECIPIENT | 502",
        "RCPT | 503 Only one sender per message | THROTTLED | 503",
        "RCPT | 504 What | PERM_RECIPIENT | 504",
        "RCPT | 555 What | PERM_RECIPIENT | 555",
        "RCPT | 354 What | PROVIDER_DOWN | 354",
        "RCPT | 999 What | PROVIDER_DOWN | garbled",
        "DATA | 451 4.3.0 Error | PROVIDER_DOWN | 451 4.3.0",
        "DATA | 451 4.7.1 Slow down | THROTTLED | 451 4.7.1",
        "DATA | 554 5.5.1 No valid recipients | PERM_RECIPIENT | 554 5.5.1",
        "BODY | 421 4.7.28 Rate | THROTTLED | 421 4.7.28",
        "BODY | 451 4.7.1 Slow down | THROTTLED | 451 4.7.1",
        "BODY | 452 4.3.1 Out of space | PROVIDER_DOWN | 452 4.3.1",
        "BODY | 421 4.3.2 Closing | PROVIDER_DOWN | 421 4.3.2",
        "BODY | 451 Scanner busy | PROVIDER_DOWN | 451",
        "BODY | 450 4.2.0 Later | TRANS_RECIPIENT | 450 4.2.0",
        "BODY | 550 5.7.1 Spam | PERM_MESSAGE | 550 5.7.1",
        "BODY | 554 5.6.0 Bad MIME | PERM_MESSAGE | 554 5.6.0",
        "BODY | 550 5.7.26 Unauthenticated | CONFIG | 550 5.7.26",
        "BODY | 550 5.7.23 SPF | CONFIG | 550 5.7.23",
        "BODY | 552 5.3.4 Too big | PERM_MESSAGE | 552 5.3.4",
        "BODY | 552 5.2.3 Too big | PERM_MESSAGE | 552 5.2.3",
        "BODY | 552: Too big | PERM_MESSAGE | 552",
        "BODY | 599 No | PERM_MESSAGE | 599",
        "BODY | 999 What | AMBIGUOUS | no_reply"
      })
  void a_reply_is_classified_by_its_stage(
      Stage stage, String reply, FailureClass failureClass, String code) throws Exception {
    Failure failure = failureAt(stage, Reply.say(reply));

    assertThat(failure.failureClass()).isEqualTo(failureClass);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(server.received()).isZero();
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "BODY | 550 5.4.5 Daily user sending limit exceeded | THROTTLED",
        "BODY | 554 Message rejected: Email address is not verified. | CONFIG",
        "BODY | 451 4.7.1 Greylisted, please try again in 50 seconds | TRANS_RECIPIENT",
        "RCPT | 450 4.1.8 <us@y.test>: Sender address rejected: Domain not found | CONFIG",
        "RCPT | 550 Sender verify failed | CONFIG",
        "RCPT | 504 5.5.2 <app>: Helo command rejected: need fully-qualified hostname | CONFIG",
        "RCPT | 454 4.7.1 <a@x.test>: Relay access denied | CONFIG",
        "RCPT | 450 4.7.25 Client host rejected: cannot find your hostname | CONFIG",
        "RCPT | 451 4.3.0 <a@x.test>: Temporary lookup failure | PROVIDER_DOWN",
        "RCPT | 451 4.3.5 Server configuration problem | PROVIDER_DOWN",
        "RCPT | 451 Temporary local problem - please try later | PROVIDER_DOWN",
        "RCPT | 450 4.7.1 Error: too many recipients from 192.0.2.1 | THROTTLED",
        "RCPT | 550 Domain shop.test has exceeded the max emails per hour | THROTTLED"
      })
  void a_reply_is_classified_by_whom_it_accuses(
      Stage stage, String reply, FailureClass failureClass) throws Exception {
    assertThat(failureAt(stage, Reply.say(reply)).failureClass()).isEqualTo(failureClass);
  }

  /** A row of left-wrong.tsv that is the first of its kind and stage. */
  private static final String LEFT_WRONG = "R386";

  /** Returns the first reply of each kind and stage in replies.tsv. */
  static Stream<Arguments> aReplyOfEachKindAndStage() {
    Map<String, Arguments> first = new LinkedHashMap<>();
    for (RealReply reply : RealReply.all()) {
      Optional<Accused> accused = Accused.of(reply.kind());
      if (accused.isPresent() && !reply.id().equals(LEFT_WRONG)) {
        first.putIfAbsent(
            reply.stage() + reply.kind(),
            Arguments.of(reply.stage(), reply.text(), accused.get().failureClass()));
      }
    }
    return first.values().stream();
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("aReplyOfEachKindAndStage")
  void a_real_reply_is_classified_by_whom_it_accuses(
      Stage stage, String reply, FailureClass failureClass) throws Exception {
    assertThat(failureAt(stage, Reply.say(reply)).failureClass()).isEqualTo(failureClass);
  }

  @Test
  void a_permanent_refusal_for_a_quota_is_waited_for_as_told() throws Exception {
    Failure failure =
        failureAt(
            Stage.BODY,
            Reply.say("554 Limited to 100 messages / hour. It will be enabled in 341 seconds"));

    assertThat(failure.failureClass()).isEqualTo(THROTTLED);
    assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(351));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAIL", "RCPT", "DATA", "BODY"})
  void a_reply_counts_also_if_the_server_hangs_up_after_it(Stage stage) throws Exception {
    Failure failure = failureAt(stage, Reply.say("421 4.7.0 Slow down").thenClose());

    assertThat(failure.failureClass()).isEqualTo(THROTTLED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void a_connection_that_ends_before_the_content_delivered_nothing(Stage stage) throws Exception {
    assertThat(failureAt(stage, Reply.close()).failureClass()).isEqualTo(PROVIDER_DOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void a_server_that_hangs_before_the_content_accepted_nothing(Stage stage) throws Exception {
    Failure failure = failureAt(stage, Reply.hang());

    assertThat(failure.failureClass()).isEqualTo(PROVIDER_DOWN);
    assertThat(failure.code()).isEqualTo("timeout");
  }

  @Test
  void after_the_final_dot_silence_is_ambiguous() throws Exception {
    assertThat(failureAt(Stage.BODY, Reply.close().keepingMail()).failureClass())
        .isEqualTo(AMBIGUOUS);
    assertThat(server.received()).isEqualTo(1);
    assertThat(failureAt(Stage.BODY, Reply.hang()).failureClass()).isEqualTo(AMBIGUOUS);
  }

  @Test
  void a_refused_connection_is_the_providers_failure() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (MailFixture refused =
        new MailFixture(MailFixture.session(server, "mail.smtp.port", Integer.toString(port)))) {
      assertThat(refused.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
      assertThat(refused.failure().code()).isEqualTo("connect");
    }
  }

  @Test
  void an_unknown_host_is_the_providers_failure() throws Exception {
    try (MailFixture nowhere =
        new MailFixture(MailFixture.session(server, "mail.smtp.host", "nowhere.invalid"))) {
      assertThat(nowhere.failure().failureClass()).isEqualTo(PROVIDER_DOWN);
      assertThat(nowhere.failure().code()).isEqualTo("dns");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'451 4.7.1 Greylisted, try again in 300 seconds',310",
    "'450 4.2.0 Come back in 5 minutes',310",
    "'451 Retry after 60s please',70",
    "'451 4.7.500 Server busy. Try in 1 hour.',3610",
    "'451 Try again in 900 hours',86400"
  })
  void a_wait_that_the_server_names_is_followed(String reply, long seconds) throws Exception {
    assertThat(failureAt(Stage.RCPT, Reply.say(reply)).retryAfter())
        .hasValue(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"451 4.7.1 Later", "550 5.1.1 Unknown for 300 seconds", "451 id 12s-34m"})
  void other_numbers_are_no_waiting_time(String reply) throws Exception {
    assertThat(failureAt(Stage.RCPT, Reply.say(reply)).retryAfter()).isEmpty();
  }

  @Test
  void a_daily_quota_is_waited_for_longer() throws Exception {
    Failure failure =
        failureAt(Stage.MAIL, Reply.say("454 Throttling failure: Daily message quota exceeded."));

    assertThat(failure.retryAfter()).hasValue(Duration.ofHours(1));
  }

  @Test
  void the_text_is_one_line_without_local_parts() throws Exception {
    Failure failure =
        failureAt(
            Stage.RCPT,
            Reply.say("550-5.1.1 <ann.lee@x.test>: unknown,\r\n550 5.1.1 ask bob@y.test"));

    assertThat(failure.code()).isEqualTo("550 5.1.1");
    assertThat(failure.text()).isEqualTo("550-5.1.1 <a***@x.test>: unknown, 5.1.1 ask b***@y.test");
  }

  private DeliveryResult toThree(String forB, String forC) throws Exception {
    server.script(
        command ->
            command.stage() != Stage.RCPT
                ? Reply.usual()
                : command.line().contains("<b@")
                    ? Reply.say(forB)
                    : command.line().contains("<c@") ? Reply.say(forC) : Reply.usual());
    return mail.send(MailFixture.to("a@x.test", "B <b@x.test>", "c@x.test"));
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 Unknown,250 OK,b@x.test,PERM_RECIPIENT",
    "450 4.2.1 Later,250 OK,b@x.test,TRANS_RECIPIENT",
    "550 5.1.1 Unknown,450 4.2.1 Later,b@x.test c@x.test,TRANS_RECIPIENT",
    "550 5.1.1 Unknown,550 5.3.4 Too big,b@x.test c@x.test,PERM_MESSAGE",
    "550 5.1.1 Unknown,550 5.7.1 Policy,b@x.test c@x.test,CONFIG",
    "452 4.3.1 Space,450 4.2.1 Later,b@x.test c@x.test,PROVIDER_DOWN"
  })
  void refused_recipients_remain(
      String forB, String forC, String remaining, FailureClass failureClass) throws Exception {
    PartlyDelivered result = (PartlyDelivered) toThree(forB, forC);

    assertThat(result.remaining()).isEqualTo(List.of(remaining.split(" ")));
    assertThat(result.failure().failureClass()).isEqualTo(failureClass);
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void too_many_recipients_are_split_at_once() throws Exception {
    PartlyDelivered result = (PartlyDelivered) toThree("250 OK", "452 4.5.3 Too many recipients");

    assertThat(result.remaining()).containsExactly("c@x.test");
    assertThat(result.failure().failureClass()).isEqualTo(THROTTLED);
    assertThat(result.failure().atOnce()).isTrue();
  }

  @Test
  void the_remaining_recipients_get_the_same_mail() throws Exception {
    server.script(SmtpScript.usual());

    DeliveryResult result =
        mail.send(
            MailFixture.message(
                "{\"to\":[\"a@x.test\",\"b@x.test\"],\"body\":\"x\",\"remaining\":[\"b@x.test\"]}"));

    assertThat(result).isInstanceOf(Delivered.class);
    assertThat(server.mails().get(0).recipients()).containsExactly("b@x.test");
    assertThat(server.mails().get(0).text()).contains("To: a@x.test, b@x.test\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 Unknown,550 5.1.1 Unknown,PERM_RECIPIENT",
    "550 5.1.1 Unknown,450 4.2.1 Later,TRANS_RECIPIENT",
    "450 4.2.1 Later,550 5.1.1 Unknown,TRANS_RECIPIENT",
    "452 4.5.3 Too many,452 4.5.3 Too many,THROTTLED"
  })
  void if_no_recipient_is_accepted_the_failure_is_permanent_only_if_it_is_for_all(
      String forB, String forC, FailureClass failureClass) throws Exception {
    server.script(
        command ->
            command.stage() != Stage.RCPT
                ? Reply.usual()
                : Reply.say(command.line().contains("<b@") ? forB : forC));

    Failure failure = MailFixture.failure(mail.send(MailFixture.to("b@x.test", "c@x.test")));

    assertThat(failure.failureClass()).isEqualTo(failureClass);
    assertThat(failure.retryAfter()).isEmpty();
  }

  @Test
  void a_refused_content_is_refused_for_all_also_after_a_refused_recipient() throws Exception {
    server.script(
        command ->
            switch (command.stage()) {
              case RCPT ->
                  command.line().contains("<b@") ? Reply.say("550 5.1.1 Unknown") : Reply.usual();
              case BODY -> Reply.say("451 4.7.1 Slow down");
              default -> Reply.usual();
            });

    Failure failure = MailFixture.failure(mail.send(MailFixture.to("a@x.test", "b@x.test")));

    assertThat(failure.failureClass()).isEqualTo(THROTTLED);
  }

  @Test
  void a_message_with_its_own_sender_is_told_from_others() throws Exception {
    assertThat(
            mail.sender()
                .traits(
                    MailFixture.message(
                        "{\"to\":[\"a@x.test\",\"b@y.test\"],\"from\":\"ceo@bank.test\",\"body\":\"x\"}")))
        .isEqualTo(new Traits(true, Set.of("a@x.test", "b@y.test"), Set.of("x.test", "y.test")));
    assertThat(mail.sender().traits(MailFixture.to("a@x.test")).ownSender()).isFalse();
    assertThat(
            mail.sender()
                .traits(
                    MailFixture.message(
                        "{\"to\":\"a@x.test\",\"from\":\"shop@shop.test\",\"body\":\"x\"}"))
                .ownSender())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONNECT | 554 5.7.1 Go away | SESSION",
        "EHLO | 550 5.7.1 Bad name | SESSION",
        "RCPT | 554 5.7.1 Relay access denied | KNOWN",
        "RCPT | 550 5.1.1 Unknown | KNOWN",
        "RCPT | 550 Nothing that a rule knows | GUESS",
        "BODY | 554 Nothing that a rule knows | GUESS",
        "BODY | 450 Nothing that a rule knows | GUESS"
      })
  void a_failure_tells_what_it_rests_on(Stage stage, String reply, Basis basis) throws Exception {
    Failure failure = failureAt(stage, Reply.say(reply));

    assertThat(failure.basis()).isEqualTo(basis);
    assertThat(failure.rule()).isNotEmpty();
  }

  @Test
  void a_connection_that_is_used_up_is_replaced_at_once() throws Exception {
    server.script(
        command ->
            command.stage() == Stage.MAIL && command.mailsBefore() >= 10
                ? Reply.say("452 4.7.0 Too many mails in this session")
                : Reply.usual());

    for (int i = 0; i < 30; i++) {
      assertThat(mail.send()).isInstanceOf(Delivered.class);
    }

    assertThat(server.received()).isEqualTo(30);
    assertThat(server.connections()).isEqualTo(3);
  }
}

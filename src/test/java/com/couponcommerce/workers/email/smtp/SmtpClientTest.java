package com.couponcommerce.workers.email.smtp;

import static com.couponcommerce.workers.email.smtp.ScriptedServer.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mail over a connection; RFC 2920 section 3.1 where it is pipelined. */
class SmtpClientTest {
  private static final String ENVELOPE =
      "MAIL FROM:<s@x.test>\r\nRCPT TO:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n";
  private static final String CONTENT = "Hello\r\n.\r\n";

  private static final SmtpMail MAIL = mail("Hello", "a@x.test", "b@x.test");

  private static List<Integer> codes(List<SmtpReply> replies) {
    return replies.stream().map(SmtpReply::code).toList();
  }

  @Test
  void an_envelope_is_one_write_and_a_content_another() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "250 ok", "250 ok", "354 go", "250 taken");

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE, CONTENT);
    assertThat(result.isAccepted()).isTrue();
    assertThat(result.dot()).map(SmtpReply::text).hasValue("250 taken");
    assertThat(server.client().isUsable()).isTrue();
    assertThat(server.client().keptOrder()).isTrue();
  }

  @Test
  void without_an_offer_each_command_waits_for_the_reply_before() {
    ScriptedServer server =
        ScriptedServer.oneByOne("250 ok", "550 no", "250 ok", "354 go", "250 taken");

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes())
        .containsExactly(
            "MAIL FROM:<s@x.test>\r\n",
            "RCPT TO:<a@x.test>\r\n",
            "RCPT TO:<b@x.test>\r\n",
            "DATA\r\n",
            CONTENT);
    assertThat(result.isAccepted()).isTrue();
    assertThat(server.client().keptOrder()).isFalse();
  }

  @Test
  void without_an_offer_nothing_follows_a_refusal() {
    ScriptedServer noSender = ScriptedServer.oneByOne("550 no");
    ScriptedServer noRecipient = ScriptedServer.oneByOne("250 ok", "550 no", "450 no");

    assertThat(noSender.send(MAIL).mail()).map(SmtpReply::code).hasValue(550);
    assertThat(codes(noRecipient.send(MAIL).recipients())).containsExactly(550, 450);

    assertThat(noSender.writes()).hasSize(1);
    assertThat(noRecipient.writes()).hasSize(3);
    assertThat(noRecipient.client().isUsable()).isTrue();
  }

  @Test
  void a_refused_recipient_does_not_stop_the_others() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "550 no", "250 ok", "354 go", "250 taken");

    TransactionResult result = server.send(MAIL);

    assertThat(codes(result.recipients())).containsExactly(550, 250);
    assertThat(result.isAccepted()).isTrue();
  }

  @Test
  void if_all_recipients_are_refused_and_content_is_awaited_a_lone_dot_ends_it() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "550 no", "450 no", "354 go", "554 no recipients");

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE, ".\r\n");
    assertThat(codes(result.recipients())).containsExactly(550, 450);
    assertThat(result.isBeforeContent()).isTrue();
    assertThat(result.dot()).isEmpty();
    assertThat(server.client().isUsable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 taken", "421 bye", "354 go", "what", ScriptedServer.CLOSE, ""})
  void after_a_lone_dot_that_is_not_refused_the_refusals_count_and_nothing_follows(String reply) {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "550 no", "550 no", "354 go", reply);

    TransactionResult result = server.send(MAIL);

    assertThat(codes(result.recipients())).containsExactly(550, 550);
    assertThat(result.loss()).isEmpty();
    assertThat(result.isStale()).isFalse();
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void no_lone_dot_is_written_where_a_reply_is_no_refusal() {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "334 what", "550 no", "354 go");

    server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE);
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void no_lone_dot_is_written_if_the_server_has_said_more_than_it_was_asked() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "550 no", "550 no", "354 go\r\n250 ok");

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE);
    assertThat(result.endedBy(Break.GARBLED)).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void nothing_follows_if_the_sender_is_refused_and_content_is_awaited() {
    ScriptedServer server = ScriptedServer.pipelining("550 no", "250 ok", "250 ok", "354 go");

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE);
    assertThat(result.mail()).map(SmtpReply::code).hasValue(550);
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void a_fence_that_refuses_leaves_the_server_without_a_dot() {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", "250 ok", "354 go");

    TransactionResult result = server.client().send(MAIL, () -> false, Optional::empty);

    assertThat(server.writes()).containsExactly(ENVELOPE);
    assertThat(result.endedBy(Break.STOPPED)).isTrue();
    assertThat(result.written()).isEqualTo(Written.ENVELOPE);
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void a_fence_that_throws_leaves_the_connection_of_no_use() {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", "250 ok", "354 go");
    SmtpClient client = server.client();

    assertThatThrownBy(
            () ->
                client.send(
                    MAIL,
                    () -> {
                      throw new UnsupportedOperationException();
                    },
                    Optional::empty))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(client.isUsable()).isFalse();
    assertThatThrownBy(() -> server.send(MAIL)).isInstanceOf(IllegalStateException.class);
    assertThat(server.writes()).containsExactly(ENVELOPE);
  }

  @Test
  void after_a_refusal_the_next_mail_begins_with_rset() {
    ScriptedServer server =
        ScriptedServer.pipelining(
            "250 ok",
            "250 ok",
            "250 ok",
            "451 later",
            "250 ok",
            "250 ok",
            "250 ok",
            "250 ok",
            "354 go",
            "250 taken");

    assertThat(server.send(MAIL).data()).map(SmtpReply::code).hasValue(451);
    assertThat(server.client().isUsable()).isTrue();
    assertThat(server.send(MAIL).isAccepted()).isTrue();

    assertThat(server.writes()).containsExactly(ENVELOPE, "RSET\r\n" + ENVELOPE, CONTENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"502 what", "421 bye", "334 go"})
  void after_a_refused_rset_no_mail_follows(String reply) {
    ScriptedServer server =
        ScriptedServer.pipelining(
            "250 ok",
            "250 ok",
            "250 ok",
            "451 later",
            reply,
            "250 ok",
            "250 ok",
            "250 ok",
            "354 go");
    server.send(MAIL);

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE, "RSET\r\n" + ENVELOPE);
    assertThat(result.isStale()).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void after_421_nothing_follows(int place) {
    String[] replies = {"250 ok", "250 ok", "250 ok", "354 go", "250 taken"};
    replies[place] = "421 bye";
    ScriptedServer server = ScriptedServer.pipelining(replies);

    TransactionResult result = server.send(MAIL);

    assertThat(result.isAccepted()).isFalse();
    assertThat(result.isUnknown()).isFalse();
    assertThat(result.loss()).isEmpty();
    assertThat(result.isStale()).isEqualTo(place == 0);
    assertThat(server.writes()).hasSize(place < 4 ? 1 : 2);
    assertThat(server.client().isUsable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 ok", "334 go", "399 go"})
  void data_has_to_be_answered_by_354_or_a_refusal(String reply) {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", "250 ok", reply);

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).containsExactly(ENVELOPE);
    assertThat(result.endedBy(Break.GARBLED)).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }
}

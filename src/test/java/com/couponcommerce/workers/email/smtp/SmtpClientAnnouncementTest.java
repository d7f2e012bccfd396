package com.couponcommerce.workers.email.smtp;

import static com.couponcommerce.workers.email.smtp.ScriptedServer.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail whose envelope travels with the content of the mail before. */
class SmtpClientAnnouncementTest {
  private static final SmtpMail ONE = mail("One", "one@x.test");
  private static final SmtpMail TWO = mail("Two", "two@x.test");

  private static String envelope(String recipient) {
    return "MAIL FROM:<s@x.test>\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n";
  }

  @Test
  void the_next_envelope_travels_with_the_content_and_its_replies_wait() {
    ScriptedServer server =
        ScriptedServer.pipelining(
            "250 1", "250 2", "354 3", "250 4", "250 5", "250 6", "354 7", "250 8");

    TransactionResult one = server.send(ONE, TWO);
    assertThat(server.client().hasAnnounced()).isTrue();
    TransactionResult two = server.send(TWO);

    assertThat(server.writes())
        .containsExactly(
            envelope("one@x.test"), "One\r\n.\r\n" + envelope("two@x.test"), "Two\r\n.\r\n");
    assertThat(one.dot()).map(SmtpReply::text).hasValue("250 4");
    assertThat(two.mail()).map(SmtpReply::text).hasValue("250 5");
    assertThat(two.dot()).map(SmtpReply::text).hasValue("250 8");
    assertThat(server.client().hasAnnounced()).isFalse();
    assertThat(server.client().isUsable()).isTrue();
  }

  @Test
  void a_refused_content_does_not_stop_the_next_mail() {
    ScriptedServer server =
        ScriptedServer.pipelining(
            "250 1", "250 2", "354 3", "554 4", "250 5", "250 6", "354 7", "250 8");

    assertThat(server.send(ONE, TWO).isAccepted()).isFalse();
    assertThat(server.send(TWO).isAccepted()).isTrue();
  }

  @Test
  void after_a_refused_announcement_the_next_mail_begins_with_rset() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 1", "250 2", "354 3", "250 4", "250 5", "550 6", "554 7");
    server.send(ONE, TWO);

    server.send(TWO);
    server.send(ONE);

    assertThat(server.writes().get(2)).isEqualTo("RSET\r\n" + envelope("one@x.test"));
  }

  @Test
  void an_announced_mail_is_stopped_by_its_own_fence() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 1", "250 2", "354 3", "250 4", "250 5", "250 6", "354 7");
    server.send(ONE, TWO);

    server.client().send(TWO, () -> false, Optional::empty);

    assertThat(server.writes()).hasSize(2);
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void no_other_mail_takes_its_place_not_even_an_equal_one() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 1", "250 2", "354 3", "250 4", "250 5", "250 6", "354 7");
    server.send(ONE, TWO);

    assertThatThrownBy(() -> server.send(mail("Two", "two@x.test")))
        .isInstanceOf(IllegalStateException.class);

    assertThat(server.writes()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"421 bye", "what", "354 go", ScriptedServer.CLOSE, ScriptedServer.SILENCE})
  void a_mail_is_not_announced_if_the_content_before_has_no_valid_reply(String reply) {
    ScriptedServer server = ScriptedServer.pipelining("250 1", "250 2", "354 3", reply);

    server.send(ONE, TWO);

    assertThat(server.client().hasAnnounced()).isFalse();
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void the_next_mail_is_asked_for_after_the_fence_and_before_the_content() {
    ScriptedServer server = ScriptedServer.pipelining("250 1", "250 2", "354 3", "250 4");
    List<String> asked = new ArrayList<>();

    server
        .client()
        .send(
            ONE,
            () -> asked.add("fence after " + server.writes().size()),
            () -> {
              asked.add("next after " + server.writes().size());
              return Optional.empty();
            });

    assertThat(asked).containsExactly("fence after 1", "next after 1");
  }

  @Test
  void a_next_mail_that_cannot_be_made_leaves_the_connection_of_no_use() {
    ScriptedServer server = ScriptedServer.pipelining("250 1", "250 2", "354 3");
    SmtpClient client = server.client();

    assertThatThrownBy(
            () ->
                client.send(
                    ONE,
                    () -> true,
                    () -> {
                      throw new UnsupportedOperationException();
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    assertThat(client.isUsable()).isFalse();
    assertThat(server.writes()).hasSize(1);
  }

  @Test
  void without_an_offer_the_next_mail_is_not_asked_for() {
    ScriptedServer server = ScriptedServer.oneByOne("250 1", "250 2", "354 3", "250 4");

    assertThat(server.send(ONE, TWO).isAccepted()).isTrue();

    assertThat(server.client().hasAnnounced()).isFalse();
    assertThat(server.writes()).last().isEqualTo("One\r\n.\r\n");
  }
}

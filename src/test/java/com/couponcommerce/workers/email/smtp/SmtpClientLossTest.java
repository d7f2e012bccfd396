package com.couponcommerce.workers.email.smtp;

import static com.couponcommerce.workers.email.smtp.ScriptedServer.HANG_UP_IN_CONTENT;
import static com.couponcommerce.workers.email.smtp.ScriptedServer.mail;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dialogue that breaks off. */
class SmtpClientLossTest {
  private static final SmtpMail MAIL = mail("Hello", "a@x.test");

  /** Takes two writes; the final dot is in the second. */
  private static final SmtpMail LONG_MAIL = mail("x".repeat(100_000), "a@x.test");

  @ParameterizedTest
  @CsvSource({"close,CLOSED", "'',TIMEOUT", "what is it,GARBLED", "999 no,GARBLED"})
  void nothing_was_handed_over_before_the_content(String reply, Break kind) {
    for (int before = 0; before < 3; before++) {
      String[] replies = {"250 ok", "250 ok", "354 go"};
      replies[before] = reply;
      ScriptedServer server = ScriptedServer.pipelining(replies);

      TransactionResult result = server.send(MAIL);

      assertThat(result.endedBy(kind)).isTrue();
      assertThat(result.isBeforeContent()).isTrue();
      assertThat(result.isStale()).isTrue();
      assertThat(server.writes()).hasSize(1);
      assertThat(server.client().isUsable()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "close,CLOSED",
    "'',TIMEOUT",
    "what is it,GARBLED",
    "999 no,GARBLED",
    "354 go,GARBLED"
  })
  void without_a_valid_reply_to_the_final_dot_it_is_unknown(String reply, Break kind) {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", "354 go", reply);

    TransactionResult result = server.send(MAIL);

    assertThat(result.isUnknown()).isTrue();
    assertThat(result.isAccepted()).isFalse();
    assertThat(result.isStale()).isFalse();
    assertThat(result.endedBy(kind)).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void a_server_that_is_silent_is_left_after_the_time_of_a_reply() {
    ScriptedServer server = ScriptedServer.pipelining("250 ok");

    assertThat(server.send(MAIL).endedBy(Break.TIMEOUT)).isTrue();

    assertThat(server.time()).isEqualTo(ScriptedServer.REPLY_TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 ok", "421 bye", "what"})
  void no_mail_is_begun_if_the_server_has_said_something_before(String reply) {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", "354 go");
    server.say(reply);

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).isEmpty();
    assertThat(result.isStale()).isTrue();
    assertThat(result.endedBy(reply.startsWith("421") ? Break.CLOSED : Break.GARBLED)).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 ok", "421 bye", "what"})
  void no_content_is_written_if_the_server_has_said_more_than_it_was_asked(String reply) {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", "354 go\r\n" + reply);

    TransactionResult result = server.send(MAIL);

    assertThat(server.writes()).hasSize(1);
    assertThat(result.isStale()).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void two_replies_that_contradict_each_other_are_none() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "250 ok", "354 go", "250 taken\r\n554 no");

    TransactionResult result = server.send(MAIL);

    assertThat(result.isUnknown()).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 bye", "250 taken", "what", ""})
  void what_follows_a_reply_does_not_take_it_back(String more) {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "250 ok", "354 go", "250 taken\r\n" + more);

    TransactionResult result = server.send(MAIL);

    assertThat(result.isAccepted()).isTrue();
    assertThat(server.client().isUsable()).isFalse();
  }

  @Test
  void what_follows_a_reply_is_waited_for_a_second_at_most() {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "250 ok", "354 go", "250 taken\r\n554-and");

    TransactionResult result = server.send(MAIL);

    assertThat(result.isAccepted()).isTrue();
    assertThat(server.time()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_long_content_that_breaks_off_before_its_end_was_not_accepted() {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", HANG_UP_IN_CONTENT);

    TransactionResult result = server.send(LONG_MAIL);

    assertThat(result.written()).isEqualTo(Written.PART_OF_CONTENT);
    assertThat(result.isUnknown()).isFalse();
    assertThat(result.endedBy(Break.CLOSED)).isTrue();
  }

  @Test
  void the_last_write_that_fails_may_have_arrived() {
    ScriptedServer server = ScriptedServer.pipelining("250 ok", "250 ok", HANG_UP_IN_CONTENT);

    TransactionResult result = server.send(MAIL);

    assertThat(result.written()).isEqualTo(Written.CONTENT);
    assertThat(result.isUnknown()).isTrue();
    assertThat(result.endedBy(Break.CLOSED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "552 too big,552",
    "421 bye,421",
    "250 taken,0",
    "354 go,0",
    "what,0",
  })
  void a_part_of_a_content_can_be_refused_and_not_accepted(String lastWords, int dot) {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "250 ok", HANG_UP_IN_CONTENT, lastWords);

    TransactionResult result = server.send(LONG_MAIL);

    assertThat(result.dot().map(SmtpReply::code).orElse(0)).isEqualTo(dot);
    assertThat(result.isAccepted()).isFalse();
    assertThat(result.isUnknown()).isFalse();
    assertThat(server.client().isUsable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"552 too big,false,false", "250 taken,true,false", "354 go,false,true"})
  void the_last_write_that_fails_is_judged_by_the_last_words(
      String lastWords, boolean isAccepted, boolean isUnknown) {
    ScriptedServer server =
        ScriptedServer.pipelining("250 ok", "250 ok", HANG_UP_IN_CONTENT, lastWords);

    TransactionResult result = server.send(MAIL);

    assertThat(result.isAccepted()).isEqualTo(isAccepted);
    assertThat(result.isUnknown()).isEqualTo(isUnknown);
    assertThat(server.client().isUsable()).isFalse();
  }
}

package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.ReplyAdvice;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.LastFailure;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageViewTest {
  private static final QueueSecret SECRET = new QueueSecret("of a test");
  private static final String PROBLEM = "to: must have an @";

  private static Advice.Given advice(DeadLetterNote note, LastFailure last) {
    return new Advice(List.of(new ReplyAdvice())).of(Channel.EMAIL, note, last);
  }

  @Test
  void a_dead_letter_has_advice_and_the_class_of_its_failure() {
    Payload payload =
        Payload.of(
            "{\"failures\":[{\"class\":\"TRANS_RECIPIENT\",\"rule\":\"mailbox-full\"}],"
                + "\"deadLetter\":{\"reason\":\"retries_exhausted\",\"code\":\"452\"}}");
    FoundMessage found = new FoundMessage(QueueState.DEAD_LETTER, payload, payload.size(), 0, "");

    assertThat(
            new MessageView(SECRET, asked -> Optional.empty(), MessageViewTest::advice)
                .messages(List.of(found))
                .build()
                .toString())
        .contains("\"advice\":\"mailbox-full\",\"class\":\"TRANS_RECIPIENT\"");
  }

  private static Optional<String> shown(QueueState state, String json, Optional<String> problem) {
    Payload payload = Payload.of(json);
    FoundMessage found = new FoundMessage(state, payload, payload.size(), 0, "");
    return new MessageView(SECRET, asked -> problem, MessageViewTest::advice).problem(found);
  }

  @Test
  void an_invalid_dead_letter_shows_what_is_wrong_with_it_masked() {
    assertThat(
            shown(
                QueueState.DEAD_LETTER,
                "{\"to\":\"bad\"}",
                Optional.of("user@example.com is wrong")))
        .contains("u***@example.com is wrong");
  }

  @Test
  void one_that_could_be_sent_by_now_shows_none() {
    assertThat(shown(QueueState.DEAD_LETTER, "{}", Optional.empty())).isEmpty();
  }

  @Test
  void others_have_their_reason_or_wait_for_a_worker() {
    assertThat(
            shown(
                QueueState.DEAD_LETTER,
                "{\"deadLetter\":{\"reason\":\"expired\"}}",
                Optional.of(PROBLEM)))
        .isEmpty();
    assertThat(shown(QueueState.PENDING, "{}", Optional.of(PROBLEM))).isEmpty();
  }

  /** Payloads that no producer should push, each with what the page shows of it. */
  static Stream<String> oddPayloads() {
    List<String> numbers =
        List.of(
            "1e99999999999", "-1e99999999999", "1e999", "1e-99999999999", "9".repeat(300), "-0");
    List<String> names =
        List.of("sendAt", "createdAt", "expiresAt", "retries", "maxRetries", "id", "to", "n");
    Stream<String> inFields =
        names.stream().flatMap(name -> numbers.stream().map(n -> "{\"" + name + "\":" + n + "}"));
    Stream<String> inNotes =
        Stream.of("reason", "code", "at", "attempts", "error")
            .flatMap(
                name -> numbers.stream().map(n -> "{\"deadLetter\":{\"" + name + "\":" + n + "}}"));
    Stream<String> others =
        Stream.of(
            "",
            "{",
            "null",
            "{\"a\":\"\\ud800\"}",
            "{\"\\u0000\":\"\\u0000\"}",
            "{\"u***@x.test\":1,\"v***@x.test\":2,\"ann@x.test\":3,\"abe@x.test\":4}",
            "{\"deadLetter\":[1]}",
            "{\"deadLetter\":{\"at\":\"9999999-01-01\"}}",
            "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}");
    return Stream.of(inFields, inNotes, others).flatMap(odd -> odd);
  }

  @ParameterizedTest
  @MethodSource("oddPayloads")
  void one_bad_message_fails_no_page(String odd) {
    Payload good = Payload.of("{\"to\":\"ann@example.com\"}");
    Payload bad = Payload.of(odd);
    MessageView view =
        new MessageView(SECRET, asked -> Optional.of(PROBLEM), MessageViewTest::advice);

    for (QueueState state : QueueState.values()) {
      List<FoundMessage> page =
          List.of(
              new FoundMessage(state, bad, bad.size(), 1, "1e300"),
              new FoundMessage(state, good, good.size(), 0, "inf"));
      String json =
          view.page(new MessageSearch.Page(page, 2, 2, Optional.empty())).build().toString();

      assertThat(json).contains("a***@example.com").doesNotContain("it cannot be shown");
    }
  }
}

package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageViewTest {
  private static final String PROBLEM = "to: must have an @";

  private static Optional<String> shown(QueueState state, String json, Optional<String> problem) {
    Payload payload = Payload.of(json);
    FoundMessage found = new FoundMessage(state, payload, payload.size(), 0, "");
    return MessageView.problem(found, asked -> problem);
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
}

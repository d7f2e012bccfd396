package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterNoteTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final DeadLetterNote.Cause CAUSE =
      new DeadLetterNote.Cause("recipient_refused", "550 5.1.1", "550 5.1.1 \"unknown\"");

  private static MessageFields fields(String json) throws RefusedMessageException {
    return MessageFields.parse(Payload.of(json));
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void what_is_written_is_read_again() throws Exception {
    Payload written = DeadLetterNote.write(fields("{\"to\":\"a@x.org\"}").edit(), CAUSE, 3, AT);

    assertThat(text(written))
        .isEqualTo(
            "{\"to\":\"a@x.org\",\"retries\":3,\"deadLetter\":{\"reason\":\"recipient_refused\","
                + "\"code\":\"550 5.1.1\",\"error\":\"550 5.1.1 \\\"unknown\\\"\","
                + "\"at\":\"2026-11-23T10:00:00Z\",\"attempts\":3}}");
    assertThat(DeadLetterNote.of(written))
        .isEqualTo(
            new DeadLetterNote(
                Optional.of("recipient_refused"),
                Optional.of("550 5.1.1"),
                Optional.of("550 5.1.1 \"unknown\""),
                Optional.of(AT)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"to\":\"a@x.org\"}",
        "{\"deadLetter\":\"550\"}",
        "{\"deadLetter\":{\"reason\":1,\"code\":null,\"at\":\"today\"}}",
        "no JSON"
      })
  void a_note_that_is_missing_or_of_other_programs_reads_as_none(String payload) {
    assertThat(DeadLetterNote.of(Payload.of(payload))).isEqualTo(DeadLetterNote.NONE);
  }

  @Test
  void a_redriven_message_starts_over_and_keeps_its_note_in_the_history() throws Exception {
    MessageFields redriven =
        fields(
            "{\"id\":\"m1\",\"retries\":3,\"failures\":[{\"try\":3}],"
                + "\"deadLetterHistory\":[{\"reason\":\"expired\"}],"
                + "\"deadLetter\":{\"reason\":\"worker_lost\"}}");

    assertThat(DeadLetterNote.isRedriven(redriven)).isTrue();
    assertThat(DeadLetterNote.edit(redriven).toJson())
        .isEqualTo(
            "{\"id\":\"m1\",\"deadLetterHistory\":"
                + "[{\"reason\":\"expired\"},{\"reason\":\"worker_lost\"}]}");
  }

  @Test
  void a_history_that_has_become_too_long_starts_anew() throws Exception {
    MessageFields redriven =
        fields(
            "{\"deadLetterHistory\":[\"%s\"],\"deadLetter\":{\"reason\":\"expired\"}}"
                .formatted("x".repeat(8192)));

    assertThat(DeadLetterNote.edit(redriven).toJson())
        .isEqualTo("{\"deadLetterHistory\":[{\"reason\":\"expired\"}]}");
  }
}

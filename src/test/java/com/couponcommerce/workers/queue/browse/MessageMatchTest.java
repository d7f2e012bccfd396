package com.couponcommerce.workers.queue.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.Payload;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages that pass a filter, and what it must not reveal. */
class MessageMatchTest {
  private static final Payload DEAD =
      Payload.of(
          "{\"id\":\"m1\",\"to\":[\"Anna <anna.m\\u00fcller@example.com>\",\"bob@example.org\"],"
              + "\"subject\":\"Your code is 482193\",\"body\":\"The secret is out\",\"order\":77,"
              + "\"deadLetter\":{\"reason\":\"recipient_refused\",\"code\":\"550 5.1.1\","
              + "\"error\":\"no such user\",\"at\":\"2026-11-23T10:00:00.5Z\",\"attempts\":1}}");

  private static final Payload BROKEN = Payload.of("not json, anna");

  private static MessageFilter q(String q) {
    return filter(Optional.of(q), Optional.empty(), Map.of());
  }

  private static MessageFilter field(String name, String value) {
    return filter(Optional.empty(), Optional.empty(), Map.of(name, value));
  }

  private static MessageFilter filter(
      Optional<String> q, Optional<String> reason, Map<String, String> fields) {
    return new MessageFilter(q, reason, Optional.empty(), fields, TimeRange.ANY);
  }

  private static boolean whole(MessageFilter filter, Payload payload) {
    return MessageMatch.whole(filter).matches(payload, Optional.empty());
  }

  private static boolean masked(MessageFilter filter, Payload payload) {
    return MessageMatch.masked(filter).matches(payload, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET is", "anna.müller@", "482193", "550 5.1.1", "no such"})
  void an_operator_finds_any_text_in_upper_or_lower_case(String q) {
    assertThat(whole(q(q), DEAD)).isTrue();
  }

  @Test
  void text_that_is_not_there_is_not_found_though_the_payload_has_escapes() {
    assertThat(whole(q("mallory"), DEAD)).isFalse();
    assertThat(whole(q("ANNA"), BROKEN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "4821",
        "482193",
        "anna.m",
        "nna.müller",
        "bob@",
        "ob@example.org",
        "bob@ex",
        "BOB@example.org",
        "anna.müller@example.com"
      })
  void a_viewer_does_not_find_what_is_masked_nor_a_part_of_it(String q) {
    assertThat(masked(q(q), DEAD)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b***@", "B***@example.org", "example.org", "your code", "no such user", "m1"})
  void a_viewer_finds_what_is_shown(String q) {
    assertThat(masked(q(q), DEAD)).isTrue();
  }

  @Test
  void a_viewer_cannot_ask_for_the_value_of_a_hidden_field() {
    assertThat(masked(field("body", "The secret is out"), DEAD)).isFalse();
    assertThat(masked(field("subject", "Your code is 482193"), DEAD)).isFalse();
    assertThat(masked(field("to", "bob@example.org"), DEAD)).isFalse();
    assertThat(masked(field("to", "b***@example.org"), DEAD)).isTrue();
    assertThat(masked(field("to", "bob"), DEAD)).isFalse();
    assertThat(masked(field("order", "77"), DEAD)).isTrue();
  }

  @Test
  void a_field_is_found_by_its_whole_value_also_within_an_object() {
    assertThat(whole(field("body", "the secret is OUT"), DEAD)).isTrue();
    assertThat(whole(field("body", "the secret"), DEAD)).isFalse();
    assertThat(whole(field("deadLetter.error", "no such user"), DEAD)).isTrue();
    assertThat(whole(field("deadLetter.attempts", "1"), DEAD)).isTrue();
    assertThat(whole(field("deadLetter.x.y", "1"), DEAD)).isFalse();
    assertThat(whole(field("to", "bob@example.org"), DEAD)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"550 5.1.1, true", "550, true", "5.1.1, true", "55, false", "5.1, false", "1, false"})
  void a_code_is_found_by_the_whole_or_one_of_its_parts(String code, boolean found) {
    MessageFilter filter = code(code);

    assertThat(whole(filter, DEAD)).isEqualTo(found);
    assertThat(masked(filter, DEAD)).isEqualTo(found);
  }

  @Test
  void a_viewer_does_not_find_a_code_by_what_its_mask_hides() {
    Payload odd =
        Payload.of(
            "{\"to\":\"x\",\"deadLetter\":{\"reason\":\"of"
                + " ann@example.com\",\"code\":\"+4917012345678\"}}");

    assertThat(masked(code("+4917012345678"), odd)).isFalse();
    assertThat(whole(code("+4917012345678"), odd)).isTrue();
    assertThat(masked(code("+49…678"), odd)).isTrue();
    assertThat(masked(reason("of ann@example.com"), odd)).isFalse();
    assertThat(whole(reason("of ann@example.com"), odd)).isTrue();
  }

  private static MessageFilter code(String code) {
    return new MessageFilter(
        Optional.empty(), Optional.empty(), Optional.of(code), Map.of(), TimeRange.ANY);
  }

  private static MessageFilter reason(String reason) {
    return filter(Optional.empty(), Optional.of(reason), Map.of());
  }

  @Test
  void what_was_never_decoded_has_the_reason_invalid() {
    MessageFilter invalid = filter(Optional.empty(), Optional.of("invalid"), Map.of());
    MessageFilter refused = filter(Optional.empty(), Optional.of("recipient_refused"), Map.of());

    assertThat(whole(invalid, BROKEN)).isTrue();
    assertThat(whole(invalid, DEAD)).isFalse();
    assertThat(whole(refused, DEAD)).isTrue();
    assertThat(whole(refused, BROKEN)).isFalse();
  }

  @Test
  void the_time_is_that_of_the_score_or_the_note_and_ends_before_to() {
    Instant at = Instant.parse("2026-11-23T10:00:00.5Z");
    MessageFilter from = between(Optional.of(at), Optional.empty());
    MessageFilter to = between(Optional.empty(), Optional.of(at));

    assertThat(whole(from, DEAD)).isTrue();
    assertThat(whole(to, DEAD)).isFalse();
    assertThat(whole(to, BROKEN)).isFalse();
    assertThat(MessageMatch.whole(to).matches(BROKEN, Optional.of(at.minusMillis(1)))).isTrue();
  }

  private static MessageFilter between(Optional<Instant> from, Optional<Instant> to) {
    return new MessageFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), new TimeRange(from, to));
  }

  @Test
  void words_find_exactly_their_group_in_either_view() {
    Payload payload =
        Payload.of(
            "{\"deadLetter\":{\"code\":\"550\",\"error\":\"550 <ann@example.com> unknown\"}}");
    MessageFilter words =
        new MessageFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            TimeRange.ANY,
            Optional.of(DeadLetterNote.of(payload).words()));

    assertThat(words.words()).contains("<…> unknown");
    assertThat(words.isAll()).isFalse();
    assertThat(whole(words, payload)).isTrue();
    assertThat(masked(words, payload)).isTrue();
    assertThat(whole(words, Payload.of("{\"deadLetter\":{\"error\":\"unknown\"}}"))).isFalse();
    assertThat(whole(words, Payload.of("no JSON"))).isFalse();
    assertThat(words.masked()).isEqualTo(words);
  }

  @Test
  void a_filter_shows_no_more_than_a_message() {
    MessageFilter filter =
        filter(
            Optional.of("code 482193 of Anna Lee"),
            Optional.empty(),
            Map.of(
                "body",
                "482193",
                "subject",
                "Your code is 482193",
                "to",
                "anna@example.com",
                "to.anna.lee@example.com",
                "Anna Lee",
                "html.text",
                "482193",
                "subject.",
                "code 482193"));

    assertThat(filter.masked().q()).contains("(23 characters)");
    assertThat(filter.masked().masked()).isEqualTo(filter.masked());
    assertThat(filter.masked().fields())
        .isEqualTo(
            Map.of(
                "body",
                "(6 characters)",
                "subject",
                "Your code is ######",
                "to",
                "a***@example.com",
                "t***@example.com",
                "…",
                "html.text",
                "(6 characters)",
                "subject.",
                "code ######"));
  }

  @Test
  void a_filter_is_kept_as_json_and_read_back() throws Exception {
    MessageFilter filter =
        new MessageFilter(
            Optional.of("a \"quoted\" text"),
            Optional.of("expired"),
            Optional.of("550"),
            Map.of("deadLetter.error", "x", "to", "y"),
            new TimeRange(Optional.of(Instant.parse("2026-11-23T10:00:00Z")), Optional.empty()),
            Optional.of("<…> unknown"));

    assertThat(MessageFilter.parse(filter.json())).isEqualTo(filter);
    assertThat(MessageFilter.parse("{\"reason\":\"expired\"}").words()).isEmpty();
    assertThat(MessageFilter.parse(MessageFilter.ALL.json()).isAll()).isTrue();
  }
}

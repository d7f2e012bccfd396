package com.couponcommerce.workers.api.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.api.http.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauseRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static PauseRequest read(String json) {
    return PauseRequest.read(json.getBytes(StandardCharsets.UTF_8), NOW);
  }

  @Test
  void a_pause_needs_a_reason_and_no_end() {
    PauseRequest request = read("{\"reason\":\" the relay moves \"}");

    assertThat(request.reason()).isEqualTo("the relay moves");
    assertThat(request.until()).isEmpty();
    assertThat(read("{\"reason\":\"" + "\ud83d\ude00".repeat(200) + "\",\"until\":null}").until())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "30m, 2026-11-23T12:30:00Z",
    "1s, 2026-11-23T12:00:01Z",
    "2h, 2026-11-23T14:00:00Z",
    "30d, 2026-12-23T12:00:00Z",
    "2026-11-23T13:00:01+01:00, 2026-11-23T12:00:01Z"
  })
  void an_end_is_a_time_or_a_length(String until, Instant end) {
    assertThat(read("{\"reason\":\"x\",\"until\":\"" + until + "\"}").until()).hasValue(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-11-23T12:00:00Z\"",
        "\"2026-12-23T12:00:01Z\"",
        "\"0m\"",
        "\"-5m\"",
        "\"31d\"",
        "\"9999999d\"",
        "\"soon\"",
        "\"\"",
        "30",
        "true",
        "[]"
      })
  void an_end_that_is_none_is_refused_with_what_it_may_be(String until) {
    assertThatThrownBy(() -> read("{\"reason\":\"x\",\"until\":" + until + "}"))
        .isInstanceOfSatisfying(
            Problem.class,
            e -> {
              assertThat(e.status()).isEqualTo(422);
              assertThat(e.errors())
                  .singleElement()
                  .asString()
                  .contains("30m", "within 30 days", "2026-11-23T12:00:00Z");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "two\\nlines",
        "nul\\u0000",
        "turned\\u202eround",
        "\\u2028",
        "\\u001b[2J"
      })
  void a_reason_is_printable(String reason) {
    assertThatThrownBy(() -> read("{\"reason\":\"" + reason + "\"}"))
        .isInstanceOfSatisfying(
            Problem.class,
            e ->
                assertThat(e.errors())
                    .containsExactly("reason: must have 1 to 200 printable characters"));
  }

  @Test
  void all_mistakes_are_told_at_once() {
    assertThatThrownBy(() -> read("{\"until\":\"soon\",\"untl\":\"30m\"}"))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.errors()).hasSize(3));
    assertThatThrownBy(() -> read("{\"reason\":\"" + "x".repeat(201) + "\"}"))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> read("not json"))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.errors()).hasSize(1));
  }
}

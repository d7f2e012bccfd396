package com.couponcommerce.workers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedAttemptsTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  private static Payload failed(Payload payload, int attempt, String error)
      throws RefusedMessageException {
    Failure failure = new Failure(FailureClass.TRANS_RECIPIENT, "450 4.2.1", error);
    PayloadEditor message = MessageFields.parse(payload).edit();
    return FailedAttempts.add(message, attempt, failure, AT).toPayload();
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void each_failed_attempt_is_kept_with_its_error_masked() throws Exception {
    Payload once = failed(Payload.of("{\"id\":\"m1\",\"price\":1.10}"), 1, "<ann.lee@x.test> busy");
    Payload twice = failed(once, 2, "still \"busy\"");

    assertThat(text(twice))
        .isEqualTo(
            "{\"id\":\"m1\",\"price\":1.10,\"failures\":["
                + "{\"attempt\":1,\"class\":\"TRANS_RECIPIENT\",\"code\":\"450 4.2.1\","
                + "\"error\":\"<a***@x.test> busy\",\"at\":\"2026-11-23T10:00:00Z\"},"
                + "{\"attempt\":2,\"class\":\"TRANS_RECIPIENT\",\"code\":\"450 4.2.1\","
                + "\"error\":\"still \\\"busy\\\"\",\"at\":\"2026-11-23T10:00:00Z\"}]}");
  }

  @Test
  void entries_with_the_former_name_of_the_attempt_stay() throws Exception {
    Payload payload = failed(Payload.of("{\"failures\":[{\"try\":1,\"code\":\"io\"}]}"), 2, "busy");

    assertThat(MessageFields.parse(payload).edit().elements("failures"))
        .hasSize(2)
        .startsWith("{\"try\":1,\"code\":\"io\"}")
        .last()
        .asString()
        .startsWith("{\"attempt\":2,");
  }

  @Test
  void the_last_ten_entries_stay() throws Exception {
    Payload payload = Payload.of("{}");
    for (int attempt = 1; attempt <= 25; attempt++) {
      payload = failed(payload, attempt, "busy");
    }

    var entries = MessageFields.parse(payload).edit().elements("failures");
    assertThat(entries).hasSize(10);
    assertThat(entries.get(0)).startsWith("{\"attempt\":16,");
    assertThat(entries.get(9)).startsWith("{\"attempt\":25,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u20ac", "\ud83d\ude00", "\"", "x"})
  void failures_stay_within_their_limit(String character) throws Exception {
    Payload payload = Payload.of("{\"failures\":[\"" + "x".repeat(100_000) + "\"]}");
    for (int attempt = 1; attempt <= 12; attempt++) {
      payload = failed(payload, attempt, "x" + character.repeat(10_000) + "x");
      MessageFields.parse(payload);
    }

    assertThat(payload.size()).isLessThan(8300);
    assertThat(text(payload)).contains("\"attempt\":12,").doesNotContain("xxxxx\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"x\"", "{}", "{\"a\":[1]}", "[]", "[ ]"})
  void a_failures_field_of_another_kind_is_replaced(String json) throws Exception {
    Payload payload = failed(Payload.of("{\"failures\":" + json + "}"), 1, "busy");

    assertThat(MessageFields.parse(payload).edit().elements("failures")).hasSize(1);
  }
}

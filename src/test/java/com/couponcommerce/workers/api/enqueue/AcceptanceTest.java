package com.couponcommerce.workers.api.enqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTest {
  private final SettableClock clock = new SettableClock();
  private final Acceptance acceptance = acceptance(Map.of());

  private Acceptance acceptance(Map<String, String> settings) {
    Settings read = new SettingsReader(name -> Optional.ofNullable(settings.get(name))).read();
    return new Acceptance(
        new MessageDecoders(List.of(new ScriptedSender()), read::live), read, clock);
  }

  private Entry accept(String json) throws RefusedMessageException {
    return acceptance.accept(Channel.EMAIL, Payload.of(json)).entry();
  }

  private static String text(Entry entry) {
    return new String(entry.payload().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void live_settings_are_asked_for_each_message() throws Exception {
    Settings read = new SettingsReader(name -> Optional.empty()).read();
    AtomicInteger asked = new AtomicInteger();
    Acceptance live =
        new Acceptance(
            new MessageDecoders(
                List.of(new ScriptedSender()),
                () -> {
                  asked.incrementAndGet();
                  return read.live();
                }),
            read,
            clock);

    live.accept(Channel.EMAIL, Payload.of("{\"to\":\"a@example.com\"}"));
    live.accept(Channel.EMAIL, Payload.of("{\"to\":\"a@example.com\"}"));

    assertThat(asked).hasValue(2);
  }

  @Test
  void a_message_with_everything_stays_as_it_is() throws Exception {
    String json = " { \"to\" :\"a@example.com\", \"id\":7 ,\"createdAt\": 1, \"n\":1.10 } ";

    Entry entry = accept(json);

    assertThat(entry.id().value()).isEqualTo("7");
    assertThat(text(entry)).isEqualTo(json);
  }

  @Test
  void id_and_time_are_added_where_they_are_missing_and_nothing_else_changes() throws Exception {
    Entry entry = accept("{\"to\":\"a@example.com\", \"n\": 9007199254740993}");

    assertThat(entry.id().isExplicit()).isFalse();
    assertThat(text(entry))
        .isEqualTo(
            "{\"to\":\"a@example.com\",\"n\": 9007199254740993,\"id\":\"%s\",\"createdAt\":\"%s\"}",
            entry.id(), clock.instant());
  }

  @Test
  void a_redriven_message_keeps_its_dead_letter_for_the_worker() throws Exception {
    Entry entry =
        accept(
            "{\"id\":\"m1\",\"to\":\"a@example.com\",\"deadLetter\":{\"reason\":\"expired\"},\"createdAt\":null}");

    assertThat(text(entry)).contains("\"deadLetter\":{\"reason\":\"expired\"}");
    assertThat(text(entry)).doesNotContain("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"to\":\"a@example.com\"",
        "{\"to\":\"a@example.com\",\"to\":\"b@example.com\"}",
        "{\"to\":\"a@example.com\"} {}",
        "{\"to\":\"a@example.com\",}",
        "{\"to\":\"a@example.com\",\"id\":\"a b\"}",
        "{\"to\":\"a@example.com\",\"sendAt\":\"tomorrow\"}",
        "{\"to\":\"a@example.com\",\"maxRetries\":-1}",
        "{\"body\":\"no recipient\"}"
      })
  void a_message_that_the_worker_would_refuse_is_refused_and_not_quoted(String json) {
    assertThatThrownBy(() -> accept(json))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageNotContaining("@example.com");
  }

  @Test
  void size_is_bounded_by_256_kib_and_by_the_setting_where_that_is_less() throws Exception {
    String frame = "{\"to\":\"a@example.com\",\"x\":\"%s\"}";
    int room = 262_144 - frame.length() + 2;

    accept(frame.formatted("y".repeat(room)));

    assertThatThrownBy(() -> accept(frame.formatted("y".repeat(room + 1))))
        .hasMessage("the message has 262145 bytes, but may have 262144");
    assertThatThrownBy(
            () ->
                acceptance(Map.of("MAX_MESSAGE_BYTES", "1024"))
                    .accept(Channel.EMAIL, Payload.of(frame.formatted("y".repeat(1024)))))
        .hasMessageEndingWith("but may have 1024");
  }
}

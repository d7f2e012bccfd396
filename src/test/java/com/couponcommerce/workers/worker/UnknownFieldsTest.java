package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.worker.UnknownFields.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
  private final UnknownFields unknown = new UnknownFields(now::get);

  private void came(String json) throws Exception {
    unknown.count(Channel.EMAIL, MessageFields.parse(Payload.of(json.replace('\'', '"'))));
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Test
  void names_are_counted_without_their_values() throws Exception {
    came("{'to':'a@x.org','replayTo':'secret','attachments':[{'contnt':'x'},{'contnt':'y'}]}");
    pass(Duration.ofHours(1));
    came("{'to':'a@x.org','replayTo':'secret','reply_to':'b@x.org','priority':'high'}");

    assertThat(unknown.of(Channel.EMAIL))
        .containsExactlyInAnyOrder(
            new Seen("replayTo", 2, Instant.parse("2026-11-23T11:00:00Z")),
            new Seen("attachments.contnt", 1, Instant.parse("2026-11-23T10:00:00Z")));
    assertThat(unknown.of(Channel.SMS)).isEmpty();
  }

  @Test
  void a_name_is_forgotten_a_day_after_it_last_came() throws Exception {
    came("{'typo':1}");
    pass(Duration.ofHours(25));

    assertThat(unknown.of(Channel.EMAIL)).isEmpty();
  }

  @Test
  void a_producer_that_makes_names_of_its_data_fills_no_memory_and_names_no_person()
      throws Exception {
    for (int i = 0; i < 200; i++) {
      came("{'user" + i + "@example.com':1}");
    }

    assertThat(unknown.of(Channel.EMAIL))
        .hasSizeLessThanOrEqualTo(50)
        .allMatch(seen -> seen.name().startsWith("u***@"));
    came("{'" + "x".repeat(5000) + "':1,'a\\nb':2}");
    assertThat(unknown.of(Channel.EMAIL)).allMatch(seen -> seen.name().length() < 80);
  }
}

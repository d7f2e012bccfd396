package com.couponcommerce.workers.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch.Snapshot;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import com.couponcommerce.workers.settings.RateLimit;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MovingTest {
  private static final String WORKS =
      "{\"sincePollMs\":100,\"breaker\":null,\"providers\":[{\"name\":\"smtp\",\"breaker\":null}],"
          + "\"delivered\":[500,100,100,100]}";
  private static final String PAUSES =
      WORKS.replaceFirst(
          "null",
          "{\"class\":\"PROVIDER_DOWN\",\"reason\":\"connect\",\"since\":\"2026-11-23T10:00:00Z\","
              + "\"until\":\"2026-11-23T10:00:30Z\"}");

  private Optional<OperatorPause> pause = Optional.empty();
  private Optional<RateLimit> limit = Optional.empty();

  private String moving(long pending, long retry, String... instances) {
    ChannelCounts counts =
        new ChannelCounts(
            Map.of(QueueState.PENDING, pending, QueueState.PROCESSING, 0L, QueueState.RETRY, retry),
            List.of());
    return Moving.of(
            new ChannelState(
                Channel.EMAIL,
                new Snapshot(counts, Optional.empty(), Optional.empty()),
                pause,
                Stream.of(instances).map(MovingTest::json).toList(),
                limit))
        .toString();
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private static String key(String key) {
    return "{\"moving\":\"" + key + "\"}";
  }

  @Test
  void messages_flow_or_there_are_none() {
    assertThat(moving(1, 0, WORKS)).isEqualTo(key("flowing"));
    assertThat(moving(0, 0, WORKS)).isEqualTo(key("empty"));
    assertThat(moving(0, 0)).isEqualTo(key("empty"));
    assertThat(moving(0, 3, WORKS)).isEqualTo(key("waiting_for_retry"));
    assertThat(moving(1, 0)).isEqualTo(key("no_instances"));
  }

  @Test
  void a_provider_stops_them_if_it_stops_each_instance() {
    assertThat(moving(1, 0, WORKS, PAUSES)).isEqualTo(key("flowing"));
    assertThat(moving(1, 0, PAUSES))
        .isEqualTo(
            "{\"moving\":\"provider\",\"movingProvider\":\"smtp\",\"movingClass\":\"PROVIDER_DOWN\","
                + "\"movingReason\":\"connect\",\"movingSince\":\"2026-11-23T10:00:00Z\","
                + "\"movingUntil\":\"2026-11-23T10:00:30Z\"}");
  }

  @Test
  void instances_that_do_not_poll_do_not_consume() {
    String silent = WORKS.replace("\"sincePollMs\":100", "\"sincePollMs\":90000");

    assertThat(moving(1, 0, silent))
        .isEqualTo("{\"moving\":\"not_consuming\",\"movingSeconds\":90}");
    assertThat(moving(1, 0, silent, WORKS)).isEqualTo(key("flowing"));
    assertThat(moving(0, 1, silent)).isEqualTo(key("waiting_for_retry"));
  }

  @Test
  void a_limit_that_is_used_up_holds_them_back() {
    limit = RateLimit.parse("100/m");
    assertThat(moving(1, 0, WORKS))
        .isEqualTo("{\"moving\":\"rate_limit\",\"movingLimit\":\"" + limit.get() + "\"}");
    limit = RateLimit.parse("1000/m");
    assertThat(moving(1, 0, WORKS)).isEqualTo(key("flowing"));
  }

  @Test
  void the_pause_of_an_operator_comes_before_all() {
    pause =
        Optional.of(
            new OperatorPause(
                Optional.of("the relay moves"),
                Optional.of("olga"),
                Optional.of(Instant.parse("2026-11-23T10:00:00Z")),
                Optional.empty()));

    assertThat(moving(0, 0))
        .isEqualTo(
            "{\"moving\":\"paused\",\"movingReason\":\"the relay moves\",\"movingBy\":\"olga\","
                + "\"movingSince\":\"2026-11-23T10:00:00Z\"}");
  }
}

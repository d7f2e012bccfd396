package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that has reached maxmemory and refuses each command that may need more. */
class FullRedisTest extends OnRealRedis {
  private static final int MESSAGES = 300;
  private final ScriptedSender sender = new ScriptedSender();

  private void pushAndFill() {
    Producer.enqueue(server().port(), 0, MESSAGES, 0);
    client.configSet("maxmemory-policy", "noeviction");
    client.configSet("maxmemory", "1");
  }

  @AfterEach
  void makeRoom() {
    client.configSet("maxmemory", "0");
  }

  private static void awaitDrained(PlainWorker worker) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(new QueueCounter(worker.redis()).count(Channel.EMAIL))
                    .isEqualTo(QueueCounts.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1000/s"})
  void it_is_drained_with_and_without_a_rate_limit(String limit) {
    pushAndFill();

    try (PlainWorker worker =
        PlainWorker.start(Map.of("REDIS_URL", url(), "EMAIL_RATE_LIMIT", limit), sender)) {
      awaitDrained(worker);
    }
  }

  @Test
  void it_is_drained_after_the_provider_asked_for_a_lower_rate() {
    for (int i = 0; i < 3; i++) {
      sender.answer(FailureClass.THROTTLED, "421");
    }
    pushAndFill();

    try (PlainWorker worker = PlainWorker.start(Map.of("REDIS_URL", url()), sender)) {
      awaitDrained(worker);
    }
  }

  @Test
  void a_message_that_comes_while_it_is_full_is_sent_soon() {
    pushAndFill();
    try (PlainWorker worker = PlainWorker.start(Map.of("REDIS_URL", url()), sender)) {
      awaitDrained(worker);
      long failures = worker.failures();

      // A script that may exceed the limit, as those are that move retries and dead letters.
      client.eval(
          "#!lua flags=allow-oom\nreturn redis.call('LPUSH', KEYS[1], ARGV[1])",
          1,
          QueueKeys.of(Channel.EMAIL).pending(),
          "{\"to\":\"late@example.com\"}");

      await().until(() -> sender.attempts().size() == MESSAGES + 1);
      assertThat(worker.failures()).isEqualTo(failures).isZero();
    }
  }
}

package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** A stop while all slots are busy and more messages wait. */
@Timeout(60)
class StopTest {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final int WAITING = PlainWorker.CONCURRENCY;
  private static final Duration GRACE = Duration.ofMillis(200);

  private final RedisServer server =
      RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
  private final RedisClient client = RedisClient.create("127.0.0.1", server.port());
  private final CompletableFuture<DeliveryResult> answer = new CompletableFuture<>();
  private final ScriptedSender sender = new ScriptedSender();
  private PlainWorker worker;

  @BeforeEach
  void start() {
    for (int i = 0; i < PlainWorker.CONCURRENCY; i++) {
      sender.answer(answer::join);
    }
    client.lpush(
        KEYS.pending(),
        IntStream.range(0, PlainWorker.CONCURRENCY + WAITING)
            .mapToObj(StopTest::message)
            .toArray(String[]::new));
    worker =
        PlainWorker.start(Map.of("REDIS_URL", server.url(), "REDIS_TIMEOUT_MS", "200"), sender);
    await()
        .until(
            () ->
                worker.attempts() == PlainWorker.CONCURRENCY
                    && client.zcard(KEYS.processing()) == PlainWorker.CONCURRENCY + WAITING);
  }

  @AfterEach
  void end() {
    answer.complete(new Delivered("250 ok"));
    worker.close();
    client.close();
    server.close();
  }

  private static String message(int number) {
    return "{\"to\":\"a@example.com\",\"id\":\"m%d\"}".formatted(number);
  }

  /** Checks that all are in pending or processing; the last change may still take effect. */
  private void assertAllThere() {
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              QueueCounts counts = new QueueCounter(worker.redis()).count(Channel.EMAIL);
              assertThat(counts.pending() + counts.processing())
                  .isEqualTo(PlainWorker.CONCURRENCY + WAITING);
            });
  }

  @Test
  void waiting_messages_are_released_in_their_order() {
    worker.stop(GRACE);

    List<String> nextFirst = new ArrayList<>(client.lrange(KEYS.pending(), 0, -1));
    Collections.reverse(nextFirst);
    assertThat(nextFirst)
        .containsExactlyElementsOf(
            IntStream.range(PlainWorker.CONCURRENCY, PlainWorker.CONCURRENCY + WAITING)
                .mapToObj(StopTest::message)
                .toList());
  }

  @Test
  void a_stop_while_redis_is_down_loses_nothing() {
    server.kill();

    worker.stop(GRACE);

    server.restart();
    assertAllThere();
  }

  @Test
  void a_stop_while_redis_hangs_loses_nothing() {
    server.freeze();
    try {
      worker.stop(GRACE);
    } finally {
      server.thaw();
    }

    assertAllThere();
  }
}

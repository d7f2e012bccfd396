package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.DeliveryFixture;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Two instances on one real Redis. */
@Tag("timing")
class RateLimitTest {
  private static final int MESSAGES = 60;

  /** Concurrent sends of both instances (PlainWorker). */
  private static final int SLOTS = 8;

  private final List<Long> sent = new CopyOnWriteArrayList<>();
  private final CountDownLatch all = new CountDownLatch(MESSAGES);
  private final CountDownLatch heldUp = new CountDownLatch(SLOTS);

  @Test
  void two_instances_together_send_at_the_limit() throws Exception {
    List<Long> times = drain(() -> {});

    assertNoMoreThanTheLimit(times);
    double perSecond = (MESSAGES - 1) * 1e9 / (times.get(MESSAGES - 1) - times.get(0));
    assertThat(perSecond).isBetween(18.0, 20.0);
  }

  @Test
  void delayed_messages_are_not_sent_in_a_burst() throws Exception {
    List<Long> times = drain(this::awaitFullSlots);

    assertNoMoreThanTheLimit(times);
  }

  /** Blocks until all sends have begun, as a provider that accepts no connection for a while. */
  private void awaitFullSlots() {
    heldUp.countDown();
    try {
      assertThat(heldUp.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drains the queue and returns the times of the hand-overs, in order. */
  private List<Long> drain(Runnable connect) throws Exception {
    try (RedisServer server = RedisServer.start();
        RedisClient client = RedisClient.create("127.0.0.1", server.port())) {
      for (int i = 0; i < MESSAGES; i++) {
        byte[] payload = DeliveryFixture.message("m" + i).bytes();
        client.lpush(
            QueueKeys.of(Channel.EMAIL).pending().getBytes(StandardCharsets.UTF_8), payload);
      }
      Map<String, String> settings = Map.of("REDIS_URL", server.url(), "EMAIL_RATE_LIMIT", "20/s");
      try (PlainWorker one = PlainWorker.start(settings, sender(connect));
          PlainWorker other = PlainWorker.start(settings, sender(connect))) {
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(one.attempts() + other.attempts()).isEqualTo(MESSAGES);
      }
    }
    return sent.stream().sorted().toList();
  }

  private static void assertNoMoreThanTheLimit(List<Long> times) {
    assertThat(times).hasSize(MESSAGES);
    for (int i = 20; i < MESSAGES; i++) {
      assertThat(times.get(i) - times.get(i - 20)).isGreaterThan(Duration.ofSeconds(1).toNanos());
    }
  }

  private ScriptedSender sender(Runnable connect) {
    ScriptedSender sender = new ScriptedSender();
    for (int i = 0; i < MESSAGES; i++) {
      sender.answerFenced(
          fence -> {
            connect.run();
            if (!fence.mayHandOver()) {
              return new Abandoned();
            }
            sent.add(System.nanoTime());
            all.countDown();
            return new Delivered("250 ok");
          });
    }
    return sender;
  }
}

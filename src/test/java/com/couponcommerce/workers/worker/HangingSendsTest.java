package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An instance all of whose sends hang, and another one beside it. */
class HangingSendsTest extends OnRealRedis {
  /** Messages of one claim: four that are sent, and those that wait behind them. */
  private static final int CLAIMED = 20;

  private final CountDownLatch answer = new CountDownLatch(1);

  private ScriptedSender hanging() {
    ScriptedSender sender = new ScriptedSender();
    for (int i = 0; i < PlainWorker.CONCURRENCY; i++) {
      sender.answer(
          () -> {
            awaitAnswer();
            return new Delivered("250 ok");
          });
    }
    return sender;
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private QueueCounts counts() {
    return new QueueCounter(redis).count(Channel.EMAIL);
  }

  @Test
  void what_waits_behind_them_is_sent_by_the_other_instance() {
    Producer.enqueue(server().port(), 0, CLAIMED, 0);
    Map<String, String> settings = Map.of("REDIS_URL", url());
    try (PlainWorker hung = PlainWorker.start(settings, hanging())) {
      await().until(() -> hung.attempts() == PlainWorker.CONCURRENCY);
      try (PlainWorker other = PlainWorker.start(settings, new ScriptedSender())) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> other.attempts() == CLAIMED - PlainWorker.CONCURRENCY);
        assertThat(counts()).isEqualTo(new QueueCounts(0, PlainWorker.CONCURRENCY, 0, 0));

        answer.countDown();
        await().until(() -> counts().equals(QueueCounts.NONE));
        assertThat(hung.attempts()).isEqualTo(PlainWorker.CONCURRENCY);
      }
    } finally {
      answer.countDown();
    }
  }
}

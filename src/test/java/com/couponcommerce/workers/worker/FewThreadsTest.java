package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.DeliveryFixture;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.FailureClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An executor with fewer threads than sends, and a backlog that lasts. */
class FewThreadsTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final byte[] PENDING = KEYS.pending().getBytes(StandardCharsets.UTF_8);
  private static final int BACKLOG = 3000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_backlog_starves_no_retry(int threads) {
    ScriptedSender sender = new ScriptedSender();
    sender.answer(FailureClass.TRANS_RECIPIENT, "451");
    for (int i = 0; i < BACKLOG; i++) {
      sender.answer(
          () -> {
            LockSupport.parkNanos(1_000_000);
            return new Delivered("250 ok");
          });
    }
    IntStream.range(0, BACKLOG)
        .forEach(i -> client.lpush(PENDING, DeliveryFixture.message("m" + i).bytes()));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (PlainWorker worker =
        PlainWorker.start(
            Map.of("REDIS_URL", url(), "RETRY_DELAY_MS", "100"),
            sender,
            executor,
            System::nanoTime)) {
      await().until(() -> client.zcard(KEYS.retry()) == 1);
      await().until(() -> client.zcard(KEYS.retry()) == 0);
      assertThat(worker.attempts()).isLessThan(BACKLOG);

      await().atMost(Duration.ofSeconds(60)).until(() -> worker.attempts() == BACKLOG + 1);
    } finally {
      executor.shutdownNow();
    }
  }
}

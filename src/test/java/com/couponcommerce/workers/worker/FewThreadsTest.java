package com.couponcommerce.workers.worker;

import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An executor with fewer threads than sends, and a backlog that lasts. */
class FewThreadsTest extends OnRealRedis {
  /** Messages that are pushed every few milliseconds: more than can be sent in that time. */
  private static final int MORE = 300;

  private int pushed;

  private void pushMore() {
    Producer.enqueue(server().port(), pushed, MORE, 0);
    pushed += MORE;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_backlog_starves_no_retry(int threads) {
    ScriptedSender sender = new ScriptedSender();
    sender.answer(FailureClass.TRANS_RECIPIENT, "451");
    pushMore();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (PlainWorker worker =
        PlainWorker.start(
            Map.of("REDIS_URL", url(), "RETRY_DELAY_MS", "100"),
            sender,
            executor,
            System::nanoTime)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                pushMore();
                return worker.attempts() > worker.sent().size();
              });
    } finally {
      executor.shutdownNow();
    }
  }
}

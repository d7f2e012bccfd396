package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.testkit.redis.RedisSentinels;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A master that is killed under load, with a real replica and three real sentinels. */
class SentinelFailoverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void work_continues_on_the_new_master_and_loses_nothing_that_the_replica_had() {
    try (RedisSentinels sentinels = RedisSentinels.start("--appendonly", "yes")) {
      Set<String> enqueued = Producer.enqueue(sentinels.first().port(), 0, 4000, 1);
      // Short leases, so that messages of interrupted claims are reclaimed during the test.
      Map<String, String> settings =
          Map.of("REDIS_URL", sentinels.url(), "PROCESSING_TIMEOUT_MS", "2000");
      try (PlainWorker worker = PlainWorker.start(settings)) {
        await().atMost(PATIENCE).until(() -> worker.attempts() >= 500);
        sentinels.first().kill();
        long killed = System.nanoTime();
        // Messages claimed before may still be sent; later ones were certainly claimed after it.
        int claimedBefore = worker.attempts() + 100;
        assertThat(claimedBefore).isLessThan(3900);

        await().atMost(PATIENCE).until(() -> worker.attempts() > claimedBefore);

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(10));
        int master = sentinels.masterPort();
        assertThat(master).isEqualTo(sentinels.second().port());
        enqueued.addAll(Producer.enqueue(master, 4000, 100, 0));
        await().atMost(PATIENCE).until(() -> worker.sent().containsAll(enqueued));
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    new QueueCounter(worker.redis()).count(Channel.EMAIL).equals(QueueCounts.NONE));
      }
    }
  }
}

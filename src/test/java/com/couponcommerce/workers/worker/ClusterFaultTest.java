package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.DeliveryFixture;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.settings.KeyPrefix;
import com.couponcommerce.workers.testkit.redis.RedisCluster;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisException;

/** A real cluster in which the keys move and a server is killed, both under load. */
class ClusterFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final KeyPrefix PREFIX = new KeyPrefix("{queue:email}");
  private static final String PENDING = QueueKeys.of(PREFIX, Channel.EMAIL).pending();
  private static final int MESSAGES = 3000;

  @Test
  void no_message_is_lost_while_the_keys_move_and_their_server_is_killed() {
    try (RedisCluster cluster = RedisCluster.start()) {
      RedisServer old = cluster.holderOf(PENDING);
      RedisServer other =
          cluster.servers().stream().filter(server -> server != old).findFirst().orElseThrow();
      // Short leases, so that messages of interrupted claims are reclaimed during the test.
      Map<String, String> settings =
          Map.of(
              "REDIS_URL", cluster.url(),
              "QUEUE_KEY_PREFIX", PREFIX.email(),
              "PROCESSING_TIMEOUT_MS", "2000");
      try (PlainWorker worker = PlainWorker.start(settings)) {
        CompletableFuture<Set<String>> producer =
            CompletableFuture.supplyAsync(() -> enqueue(cluster));
        await().atMost(PATIENCE).until(() -> worker.attempts() >= 300);

        cluster.move(PENDING, other);
        assertThat(cluster.holderOf(PENDING)).isSameAs(other);
        int moved = worker.attempts();
        await().atMost(PATIENCE).until(() -> worker.attempts() >= moved + 300);
        assertThat(worker.attempts()).isLessThan(MESSAGES);
        other.kill();
        other.restart();

        Set<String> enqueued = producer.join();
        assertThat(enqueued).hasSize(MESSAGES);
        await().atMost(PATIENCE).until(() -> worker.sent().containsAll(enqueued));
        await()
            .atMost(PATIENCE)
            .until(() -> isDrained(new QueueCounter(worker.redis()).count(Channel.EMAIL)));
      }
    }
  }

  /** Returns true if only dead letters are left: a message enqueued twice may be one of them. */
  private static boolean isDrained(QueueCounts counts) {
    return counts.pending() + counts.processing() + counts.retry() == 0;
  }

  /** Enqueues messages, and repeats those that the cluster did not acknowledge. */
  private static Set<String> enqueue(RedisCluster cluster) {
    Set<String> ids = new TreeSet<>();
    HostAndPort entry = new HostAndPort("127.0.0.1", cluster.servers().get(0).port());
    try (RedisClusterClient client = RedisClusterClient.create(entry)) {
      for (int i = 0; i < MESSAGES; i++) {
        byte[] message = DeliveryFixture.message("m" + i).bytes();
        await()
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .ignoreExceptionsInstanceOf(JedisException.class)
            .until(() -> client.lpush(PENDING.getBytes(StandardCharsets.UTF_8), message) > 0);
        ids.add("m" + i);
      }
    }
    return ids;
  }
}

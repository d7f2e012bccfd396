package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.DeliveryFixture;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.Jedis;

/** Enqueues numbered messages, as a producer does. */
final class Producer {
  private static final byte[] PENDING =
      QueueKeys.of(Channel.EMAIL).pending().getBytes(StandardCharsets.UTF_8);

  private Producer() {}

  /**
   * Enqueues messages and returns their ids once the replicas have them.
   *
   * @param from number of the first message
   */
  static Set<String> enqueue(int port, int from, int count, int replicas) {
    Set<String> ids = new TreeSet<>();
    try (Jedis producer = new Jedis("127.0.0.1", port, 10_000)) {
      for (int i = from; i < from + count; i++) {
        producer.lpush(PENDING, DeliveryFixture.message("m" + i).bytes());
        ids.add("m" + i);
      }
      assertThat(producer.waitReplicas(replicas, 10_000)).isGreaterThanOrEqualTo(replicas);
    }
    return ids;
  }
}

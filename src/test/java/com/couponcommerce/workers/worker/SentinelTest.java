package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisCheck;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.redis.RedisSentinels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A real master, a real replica and three real sentinels, all of which stay alive. */
class SentinelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RedisSentinels sentinels;

  @BeforeAll
  static void startRedis() {
    sentinels = RedisSentinels.start();
  }

  @AfterAll
  static void stopRedis() {
    sentinels.close();
  }

  private static RedisPools connect(String url) {
    Map<String, String> settings = Map.of("REDIS_URL", url);
    return new RedisPools(
        new SettingsReader(name -> Optional.ofNullable(settings.get(name))).read());
  }

  @Test
  void a_worker_that_waits_at_the_old_master_moves_over_when_the_two_are_swapped() {
    int old = sentinels.masterPort();
    Set<String> enqueued = Producer.enqueue(old, 0, 1, 1);
    try (PlainWorker worker = PlainWorker.start(Map.of("REDIS_URL", sentinels.url()))) {
      await().atMost(PATIENCE).until(() -> worker.sent().containsAll(enqueued));

      sentinels.swap();

      await().atMost(PATIENCE).until(() -> sentinels.masterPort() != old);
      enqueued.addAll(Producer.enqueue(sentinels.masterPort(), 1, 100, 0));
      await().atMost(PATIENCE).until(() -> worker.sent().containsAll(enqueued));
      await().atMost(PATIENCE).ignoreExceptions().until(() -> hasNoWorker(old));
    }
  }

  private static boolean hasNoWorker(int port) {
    try (Jedis server = new Jedis("127.0.0.1", port)) {
      return !server.clientList().contains("name=coupon-workers");
    }
  }

  @Test
  void unavailable_sentinels_are_skipped_and_named_when_none_is_left() {
    String url = sentinels.url();

    try (RedisPools some = connect(url.replace("://", "://127.0.0.1:1,"));
        RedisPools none =
            connect("redis-sentinel://app:s3cret@127.0.0.1:1,127.0.0.1:2/0#mymaster");
        RedisPools unknown = connect(url.replace("mymaster", "othermaster"))) {
      assertThat(new QueueCounter(some).count(Channel.SMS)).isEqualTo(QueueCounts.NONE);
      new RedisCheck(some).check();
      assertThatThrownBy(() -> new QueueCounter(none).count(Channel.SMS))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("no way to master mymaster: ")
          .hasMessageContaining("sentinel 127.0.0.1:1: ")
          .hasMessageContaining("sentinel 127.0.0.1:2: ")
          .hasMessageNotContaining("s3cret");
      assertThatThrownBy(() -> new QueueCounter(unknown).count(Channel.SMS))
          .hasMessageContaining("knows no master of this name");
    }
  }

  @Test
  void a_sentinel_that_asks_for_a_password_gets_the_servers() {
    int port = sentinels.sentinelPorts().get(0);
    String password = ">p@ss:w/rd#1%";
    for (int server : List.of(sentinels.first().port(), sentinels.second().port())) {
      try (Jedis admin = new Jedis("127.0.0.1", server)) {
        admin.aclSetUser("app", "on", password, "~*", "+@all");
      }
    }
    try (Jedis admin = new Jedis("127.0.0.1", port)) {
      admin.aclSetUser("app", "on", password, "+sentinel|get-master-addr-by-name");
      admin.aclSetUser("default", "off");
      String url =
          "redis-sentinel://app:p%%40ss%%3Aw%%2Frd%%231%%25@127.0.0.1:%d/0#mymaster"
              .formatted(port);
      try (RedisPools redis = connect(url)) {
        assertThat(new QueueCounter(redis).count(Channel.SMS)).isEqualTo(QueueCounts.NONE);
      } finally {
        admin.aclSetUser("default", "on");
      }
    }
  }
}

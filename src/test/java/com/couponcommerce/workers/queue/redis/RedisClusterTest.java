package com.couponcommerce.workers.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.limit.RateLimiter;
import com.couponcommerce.workers.limit.RateLimiterContract;
import com.couponcommerce.workers.limit.RedisRateLimiter;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.QueueView;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.RedisQueueContract;
import com.couponcommerce.workers.queue.RedisSendingMarks;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.settings.KeyPrefix;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.redis.RedisCluster;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** The scripts on a real Redis Cluster of three servers, as the user of docs/redis.md. */
class RedisClusterTest implements RedisQueueContract {
  private static final KeyPrefix PREFIX = new KeyPrefix("{queue:email}");
  private static final QueueKeys KEYS = QueueKeys.of(PREFIX, Channel.EMAIL);
  private static RedisCluster cluster;

  private RedisClusterClient client;
  private RedisPools redis;

  @BeforeAll
  static void startCluster() {
    cluster = RedisCluster.start();
    cluster.servers().forEach(server -> RedisGuide.defineUsers(server.port(), PREFIX));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void connect() {
    client =
        RedisClusterClient.create(new HostAndPort("127.0.0.1", cluster.servers().get(0).port()));
    client.flushAll();
    redis = new RedisPools(settings(asApplication(cluster.url())));
  }

  @AfterEach
  void disconnect() {
    client.close();
    redis.close();
  }

  private static String asApplication(String url) {
    return url.replace("://", "://coupon-workers:app-password@");
  }

  private static Settings settings(String url) {
    Map<String, String> values =
        Map.of(
            "REDIS_URL",
            url,
            "QUEUE_KEY_PREFIX",
            PREFIX.email(),
            "MAX_MESSAGE_BYTES",
            "" + (MAX_BYTES - RedisPools.ROOM_FOR_OWN_FIELDS));
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
  }

  @Override
  public MessageQueue queue() {
    return new RedisMessageQueue(redis, Channel.EMAIL);
  }

  @Override
  public RedisPools pools() {
    return redis;
  }

  @Override
  public QueueView view() {
    return new QueueView(client, KEYS);
  }

  @Nested
  class Limits implements RateLimiterContract {
    @Override
    public RateLimiter limiter() {
      return new RedisRateLimiter(redis, Channel.SMS);
    }
  }

  @Test
  void the_two_queues_are_on_two_servers_and_both_work() {
    assertThat(cluster.holderOf(KEYS.pending()))
        .isNotSameAs(cluster.holderOf(QueueKeys.of(PREFIX, Channel.SMS).pending()));
    push(MessageQueueContract.message(1));
    client.lpush("{queue:sms}:pending", "{}");

    assertThat(queue().claim(1).leases()).hasSize(1);
    assertThat(new RedisMessageQueue(redis, Channel.SMS).claim(1).leases()).hasSize(1);
    client.lpush("{queue:sms}:dead_letter", "{}");
    assertThat(new QueueCounter(redis).count(Channel.EMAIL)).isEqualTo(new QueueCounts(0, 1, 0, 0));
    assertThat(new QueueCounter(redis).count(Channel.SMS)).isEqualTo(new QueueCounts(0, 1, 0, 1));
    new RedisCheck(redis).check();
  }

  @Test
  void marks_and_opt_outs_are_where_their_queue_is() {
    new RedisOptOutList(redis, Channel.SMS).add("+4915123456789");
    new RedisSendingMarks(redis, Channel.SMS).mark(new MessageId("m1"));

    assertThat(new RedisOptOutList(redis, Channel.SMS).contains("+4915123456789")).isTrue();
    assertThat(new RedisSendingMarks(redis, Channel.SMS).isMarked(new MessageId("m1"))).isTrue();
    assertThat(client.zcard("{queue:sms}:sending")).isEqualTo(1);
    new RedisSendingMarks(redis, Channel.SMS).unmark(new MessageId("m1"));
    assertThat(new RedisSendingMarks(redis, Channel.SMS).isMarked(new MessageId("m1"))).isFalse();
  }

  @Test
  void a_message_to_several_recipients_is_limited_on_one_server() {
    RateLimit one = new RateLimit(1, Duration.ofHours(1));

    assertThat(new RedisRateLimiter(redis, Channel.SMS).admit(one, Set.of("a", "b", "c"))).isZero();
    assertThat(new RedisRateLimiter(redis, Channel.SMS).admit(one, Set.of("c"))).isPositive();
  }

  @Test
  void a_slot_that_has_moved_is_followed() {
    push(MessageQueueContract.message(1), MessageQueueContract.message(2));
    Lease lease = queue().claim(1).leases().get(0);
    RedisServer old = cluster.holderOf(KEYS.pending());
    RedisServer other =
        cluster.servers().stream().filter(server -> server != old).findFirst().orElseThrow();

    cluster.move(KEYS.pending(), other);

    assertThat(queue().ack(MessageQueueContract.unmarked(Set.of(lease)))).containsExactly(lease);
    assertThat(queue().awaitPending(Duration.ofSeconds(1))).isTrue();
    assertThat(queue().claim(1).leases()).hasSize(1);
  }

  /** Jedis alone would repeat it; a claim that ran twice would leave messages to the reclaimer. */
  @Test
  void a_command_whose_connection_breaks_is_not_run_again() {
    CompletableFuture<Boolean> wait =
        CompletableFuture.supplyAsync(() -> queue().awaitPending(Duration.ofSeconds(2)));
    try (Jedis holder = new Jedis("127.0.0.1", cluster.holderOf(KEYS.pending()).port())) {
      await().until(() -> holder.clientList().contains("cmd=blmove"));
      holder.clientKill(ClientKillParams.clientKillParams().type(ClientType.NORMAL));
    }

    assertThatThrownBy(wait::join).hasCauseInstanceOf(QueueUnavailableException.class);
    assertThat(new QueueCounter(redis).count(Channel.EMAIL)).isEqualTo(QueueCounts.NONE);
  }

  @Test
  void a_cluster_that_is_not_there_is_said_when_it_is_asked_and_not_before() {
    try (RedisPools away =
        new RedisPools(settings("redis-cluster://app:s3cret@127.0.0.1:1,127.0.0.1:2"))) {
      assertThatThrownBy(() -> new QueueCounter(away).count(Channel.EMAIL))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageStartingWith(
              "Redis at redis-cluster://127.0.0.1:1,127.0.0.1:2/0 does not answer")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void a_server_that_is_no_cluster_is_said() {
    try (RedisServer single = RedisServer.start();
        RedisPools wrong = new RedisPools(settings("redis-cluster://127.0.0.1:" + single.port()))) {
      assertThatThrownBy(() -> new QueueCounter(wrong).count(Channel.EMAIL))
          .hasMessageContaining("this is not a Redis Cluster: use redis://");
    }
  }

  @Test
  void a_cluster_that_is_taken_for_a_single_server_is_said() {
    RedisServer holder = cluster.holderOf(KEYS.pending());
    RedisServer other =
        cluster.servers().stream().filter(server -> server != holder).findFirst().orElseThrow();

    try (RedisPools right = new RedisPools(settings(holder.url()));
        RedisPools wrong = new RedisPools(settings(other.url()))) {
      assertThatThrownBy(() -> new RedisCheck(right).check())
          .hasMessageContaining("use redis-cluster://");
      assertThatThrownBy(() -> new QueueCounter(wrong).count(Channel.EMAIL))
          .hasMessageContaining("use redis-cluster:// in REDIS_URL");
    }
  }
}

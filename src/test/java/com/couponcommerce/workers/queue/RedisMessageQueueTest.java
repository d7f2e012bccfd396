package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.person.OptOutList;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisCheck;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The scripts on a real Redis. */
public class RedisMessageQueueTest extends OnRealRedis implements RedisQueueContract {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);

  public static Settings settings(String url) {
    return settings(url, "24h");
  }

  private static Settings settings(String url, String dedupeTtl) {
    Map<String, String> values =
        Map.of(
            "REDIS_URL",
            url,
            "DEDUPE_TTL",
            dedupeTtl,
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

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private void fillMemory() {
    client.configSet("maxmemory-policy", "noeviction");
    client.configSet("maxmemory", "1");
  }

  @Test
  void the_score_in_processing_is_the_claim_time_by_the_redis_clock() {
    push(MessageQueueContract.message(1));
    List<?> before = (List<?>) client.eval("return redis.call('TIME')");
    Lease lease = queue().claim(1).leases().get(0);

    double score = client.zscore(key(KEYS.processing()), lease.payload().bytes());

    double seconds = Double.parseDouble(String.valueOf(before.get(0)));
    assertThat(score / 1000).isBetween(seconds, seconds + 60);
    assertThat(Double.parseDouble(lease.token().score())).isEqualTo(score);
  }

  @Test
  void a_full_redis_still_drains() {
    push(
        MessageQueueContract.message(1),
        MessageQueueContract.message(2),
        MessageQueueContract.message(3),
        MessageQueueContract.message(4));
    fillMemory();

    List<Lease> leases = queue().claim(4).leases();
    queue().ack(Map.of(leases.get(0), Optional.of(MessageQueueContract.id(1))));
    queue().retry(leases.get(1), MessageQueueContract.message(12), Duration.ofMillis(-1));
    queue().deadLetter(leases.get(2), MessageQueueContract.message(13));
    queue().release(leases.subList(3, 4));
    queue().promote(10);

    assertThat(counts()).isEqualTo(new QueueCounts(2, 0, 0, 1));
    assertThatThrownBy(() -> new RedisCheck(redis).check())
        .isInstanceOf(QueueUnavailableException.class)
        .hasMessageContaining("out of memory");
  }

  private void deliver(MessageQueue queue, int number) {
    push(MessageQueueContract.message(number));
    Lease lease = queue.claim(1).leases().get(0);
    queue.ack(Map.of(lease, Optional.of(MessageQueueContract.id(number))));
  }

  private double now() {
    return Double.parseDouble(queue().now().score());
  }

  @Test
  void a_mark_is_no_longer_found_after_its_time_though_it_is_still_there() {
    double day = Duration.ofHours(24).toMillis();
    client.zadd(KEYS.sent(), now() - day - 1, "m1");
    client.zadd(KEYS.sent(), now() - day + 60_000, "m2");

    assertThat(sent(MessageQueueContract.id(1), MessageQueueContract.id(2)))
        .containsExactly(MessageQueueContract.id(2));
  }

  @Test
  void an_ack_trims_some_old_marks_and_sets_the_end_of_them_all() {
    for (int i = 0; i < 150; i++) {
      client.zadd(KEYS.sent(), 1000 + i, "old" + i);
    }

    deliver(queue(), 1);
    assertThat(client.zcard(KEYS.sent())).isEqualTo(51);
    deliver(queue(), 2);

    assertThat(client.zrange(KEYS.sent(), 0, -1)).containsExactlyInAnyOrder("m1", "m2");
    assertThat(client.pttl(KEYS.sent()))
        .isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());
  }

  @Test
  void a_claim_of_an_id_is_gone_after_its_ack_and_two_leases_later() {
    push(MessageQueueContract.message(1), MessageQueueContract.message(2));
    Lease acked = queue().claim(1).leases().get(0);
    Lease left = queue().claim(1).leases().get(0);
    queue().claimIds(Map.of(acked, MessageQueueContract.id(1)));
    queue().claimIds(Map.of(left, MessageQueueContract.id(2)));

    queue().ack(Map.of(acked, Optional.of(MessageQueueContract.id(1))));

    assertThat(client.exists(KEYS.owner(MessageQueueContract.id(1)))).isFalse();
    assertThat(client.pttl(KEYS.owner(MessageQueueContract.id(2))))
        .isBetween(1L, settings().work().timeouts().processing().multipliedBy(2).toMillis());
  }

  @Test
  void no_mark_is_written_or_found_where_the_administrator_wants_none() {
    try (RedisPools unmarked = new RedisPools(settings(url(), "0"))) {
      MessageQueue queue = new RedisMessageQueue(unmarked, Channel.EMAIL);
      deliver(queue, 1);

      assertThat(client.exists(KEYS.sent())).isFalse();
      client.zadd(KEYS.sent(), now(), "m1");
      assertThat(queue.marksSent()).isFalse();
      assertThat(MessageQueueContract.sent(queue, MessageQueueContract.id(1))).isEmpty();
    }
  }

  @Test
  void a_mark_key_of_the_wrong_type_leaves_the_message_in_processing() {
    push(MessageQueueContract.message(1));
    Lease lease = queue().claim(1).leases().get(0);
    client.set(KEYS.sent(), "an operator's mistake");

    assertThatThrownBy(() -> queue().ack(Map.of(lease, Optional.of(MessageQueueContract.id(1)))))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(processing()).containsExactly(lease.payload());
  }

  @Test
  void a_script_that_redis_forgot_is_sent_again() {
    push(MessageQueueContract.message(1), MessageQueueContract.message(2));
    queue().claim(1);
    client.scriptFlush();

    assertThat(queue().claim(1).leases()).hasSize(1);
  }

  @Test
  void a_key_of_the_wrong_type_loses_nothing_and_is_named() {
    push(MessageQueueContract.message(1));
    client.set(KEYS.processing(), "an operator's mistake");

    assertThatThrownBy(() -> queue().claim(1))
        .isInstanceOf(QueueUnavailableException.class)
        .hasMessageContaining("queue:email:processing holds a string, not a sorted set");
    assertThat(pending()).containsExactly(MessageQueueContract.message(1));
  }

  @Test
  void a_dead_letter_key_of_the_wrong_type_leaves_the_message_in_processing() {
    push(MessageQueueContract.message(1));
    Lease lease = queue().claim(1).leases().get(0);
    client.set(KEYS.deadLetter(), "an operator's mistake");

    assertThatThrownBy(() -> queue().deadLetter(lease, lease.payload()))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(processing()).containsExactly(lease.payload());
  }

  @Test
  void an_ack_that_cannot_mark_its_id_as_sent_leaves_the_claim_of_the_id() {
    push(MessageQueueContract.message(1));
    Lease lease = queue().claim(1).leases().get(0);
    queue().claimIds(Map.of(lease, MessageQueueContract.id(1)));
    client.set(KEYS.sent(), "an operator's mistake");

    assertThatThrownBy(() -> queue().ack(Map.of(lease, Optional.of(MessageQueueContract.id(1)))))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(client.exists(KEYS.owner(MessageQueueContract.id(1)))).isTrue();
    assertThat(processing()).containsExactly(lease.payload());
  }

  @Test
  void a_lease_from_the_future_is_stale_because_the_clock_went_back() {
    client.zadd(key(KEYS.processing()), 9e15, MessageQueueContract.message(1).bytes());

    assertThat(queue().stale(HOUR, 10)).hasSize(1);
  }

  @Test
  void a_message_that_the_guides_worker_claimed_is_reclaimed() {
    client.zadd(
        key(KEYS.processing()), 1_795_431_218_663d, MessageQueueContract.message(1).bytes());

    Lease stale = queue().stale(HOUR, 10).get(0);

    assertThat(queue().reclaim(stale, MessageQueueContract.message(11))).isTrue();
    assertThat(pending()).containsExactly(MessageQueueContract.message(11));
  }

  @Test
  void connections_that_a_restart_killed_are_replaced() {
    push(MessageQueueContract.message(1));
    try (RedisServer own = RedisServer.start("--appendonly", "yes");
        RedisPools ownRedis = new RedisPools(settings(own.url()))) {
      MessageQueue queue = new RedisMessageQueue(ownRedis, Channel.EMAIL);
      assertThat(new QueueCounter(ownRedis).count(Channel.EMAIL)).isEqualTo(QueueCounts.NONE);
      assertThat(new QueueCounter(ownRedis).count(Channel.EMAIL)).isEqualTo(QueueCounts.NONE);
      own.kill();
      own.restart();

      assertThat(new QueueCounter(ownRedis).count(Channel.EMAIL)).isEqualTo(QueueCounts.NONE);
      assertThat(new QueueCounter(ownRedis).count(Channel.EMAIL)).isEqualTo(QueueCounts.NONE);
      assertThat(queue.claim(1).foundNothing()).isTrue();
    }
  }

  @Test
  void a_redis_that_is_not_there_is_named_without_its_password() {
    Map<String, String> values =
        Map.of("REDIS_URL", "redis://app:s3cret@127.0.0.1:1/3", "REDIS_TIMEOUT_MS", "100");
    Settings nowhere = new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();

    try (RedisPools unreachable = new RedisPools(nowhere)) {
      assertThatThrownBy(() -> new QueueCounter(unreachable).count(Channel.EMAIL))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageStartingWith("Redis at redis://127.0.0.1:1/3 does not answer")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void who_opted_out_is_known_to_every_instance() {
    OptOutList list = new RedisOptOutList(redis, Channel.SMS);
    assertThat(list.contains("+4915123456789")).isFalse();

    list.add("+4915123456789");
    list.add("+4915123456789");

    try (RedisPools other = new RedisPools(settings(url()))) {
      assertThat(new RedisOptOutList(other, Channel.SMS).contains("+4915123456789")).isTrue();
    }
    assertThat(client.zcard("queue:sms:opted_out")).isEqualTo(1);
  }

  @Test
  void a_fit_redis_passes_and_one_that_evicts_does_not() {
    new RedisCheck(redis).check();
    client.configSet("maxmemory-policy", "allkeys-lru");

    assertThatThrownBy(() -> new RedisCheck(redis).check())
        .hasMessageContaining("must be noeviction");
    client.configSet("maxmemory-policy", "noeviction");
  }

  @Test
  void a_user_who_may_not_add_to_pending_promotes_nothing() {
    Payload waiting = MessageQueueContract.message(1);
    client.zadd(KEYS.retry().getBytes(StandardCharsets.UTF_8), 1, waiting.bytes());
    without(
        "lpush",
        restricted ->
            assertThatThrownBy(() -> new RedisMessageQueue(restricted, Channel.EMAIL).promote(1))
                .isInstanceOf(QueueUnavailableException.class));

    assertThat(new QueueView(client, KEYS).retry()).containsExactly(waiting);
  }

  /** A replica may be promoted while the old primary learns of it seconds later. */
  @Test
  void connections_to_a_primary_without_its_replicas_are_closed() {
    try (RedisServer own = RedisServer.start();
        Jedis admin = new Jedis("127.0.0.1", own.port());
        RedisPools ownRedis = new RedisPools(settings(own.url()))) {
      MessageQueue queue = new RedisMessageQueue(ownRedis, Channel.EMAIL);
      queue.claim(1);
      admin.configSet("min-replicas-to-write", "1");

      assertThatThrownBy(() -> queue.claim(1)).hasMessageContaining("too few replicas");

      assertThat(admin.clientList()).doesNotContain("coupon-workers");
    }
  }

  @Test
  void connections_to_a_primary_that_became_a_replica_are_closed() {
    try (RedisServer own = RedisServer.start();
        Jedis admin = new Jedis("127.0.0.1", own.port());
        RedisPools ownRedis = new RedisPools(settings(own.url()))) {
      MessageQueue queue = new RedisMessageQueue(ownRedis, Channel.EMAIL);
      queue.claim(1);
      admin.replicaof("127.0.0.1", 1);

      assertThatThrownBy(() -> queue.claim(1))
          .hasMessageContaining("REDIS_URL must name the primary");

      assertThat(admin.clientList()).doesNotContain("coupon-workers");
    }
  }
}

package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.SettableClock;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch.Snapshot;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Uses a real Redis and a clock that stands still. */
class QueueWatchTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final QueueKeys SMS = QueueKeys.of(Channel.SMS);

  private final SettableClock clock = new SettableClock();
  private RedisServer server;
  private RedisPools redis;
  private QueueWatch watch;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    redis = new RedisPools(settings());
    watch = new QueueWatch(redis, channel -> 0, clock, clock::nanoTime);
  }

  private Settings settings() {
    return new SettingsReader(
            name -> Optional.of(server.url()).filter(url -> name.equals("REDIS_URL")))
        .read();
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  /** Opens a new client each time: connections do not outlive a restart of Redis. */
  private RedisClient client() {
    return RedisClient.create("127.0.0.1", server.port());
  }

  private void push() {
    try (RedisClient client = client()) {
      client.lpush(SMS.pending(), "a");
    }
  }

  private Snapshot sms() {
    return seen(Channel.SMS);
  }

  private Snapshot seen(Channel channel) {
    return Objects.requireNonNull(watch.snapshot().orElseThrow().get(channel));
  }

  @Test
  void each_channel_is_seen_with_its_counts_and_ages() {
    push();
    try (RedisClient client = client()) {
      client.zadd(SMS.processing(), 1, "b");
    }
    watch.snapshot();
    clock.tick(SECOND.multipliedBy(5));

    assertThat(sms().counts().complete()).contains(new QueueCounts(1, 1, 0, 0));
    assertThat(sms().oldestPending()).contains(SECOND.multipliedBy(5));
    assertThat(sms().oldestLease().orElseThrow()).isGreaterThan(Duration.ofDays(365));
    assertThat(seen(Channel.EMAIL).counts().complete()).contains(QueueCounts.NONE);
  }

  @Test
  void redis_is_asked_once_a_second() {
    assertThat(sms().counts().complete()).contains(QueueCounts.NONE);
    push();

    clock.tick(SECOND.minusNanos(1));
    assertThat(sms().counts().complete()).contains(QueueCounts.NONE);
    clock.tick(Duration.ofNanos(1));
    assertThat(sms().counts().of(QueueState.PENDING)).hasValue(1);
  }

  @Test
  void a_redis_that_is_down_is_asked_once_a_second_too() {
    server.kill();
    assertThat(watch.snapshot()).isEmpty();
    server.restart();

    assertThat(watch.snapshot()).isEmpty();
    clock.tick(SECOND);
    assertThat(watch.snapshot()).isPresent();
  }

  @Test
  void the_age_grows_while_redis_is_down() {
    push();
    watch.snapshot();
    server.kill();
    clock.tick(SECOND);
    assertThat(watch.snapshot()).isEmpty();
    server.restart();
    push();
    clock.tick(SECOND);

    assertThat(sms().oldestPending()).contains(SECOND.multipliedBy(2));
  }

  @Test
  void a_key_of_another_type_hides_no_other_number() {
    push();
    try (RedisClient client = client()) {
      client.lpush(QueueKeys.of(Channel.EMAIL).processing(), "a");
    }

    ChannelCounts email = seen(Channel.EMAIL).counts();
    assertThat(email.problems())
        .containsExactly("queue:email:processing holds a list, not a sorted set: rename that key");
    assertThat(email.of(QueueState.PENDING)).hasValue(0);
    assertThat(email.of(QueueState.PROCESSING)).isEmpty();
    assertThat(seen(Channel.EMAIL).oldestLease()).isEmpty();
    assertThat(sms().counts().complete()).contains(new QueueCounts(1, 0, 0, 0));
  }
}

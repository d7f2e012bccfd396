package com.couponcommerce.workers.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.RedisMessageQueueTest;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The scripts on a real Redis. */
class RedisRateLimiterTest extends OnRealRedis implements RateLimiterContract {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.SMS);

  @Override
  public RateLimiter limiter() {
    return new RedisRateLimiter(redis, Channel.SMS);
  }

  @Test
  void two_instances_never_get_more_than_the_limit_in_any_second() {
    RateLimit limit = new RateLimit(50, Duration.ofSeconds(1));
    List<Long> grants = new ArrayList<>();
    try (RedisPools other = new RedisPools(RedisMessageQueueTest.settings(url()))) {
      while (grants.size() < 70) {
        for (RedisPools instance : List.of(redis, other)) {
          int granted = new RedisRateLimiter(instance, Channel.SMS).permit(limit, 20).granted();
          grants.addAll(Collections.nCopies(granted, System.nanoTime()));
        }
      }
    }

    for (int i = 50; i < grants.size(); i++) {
      assertThat(Duration.ofNanos(grants.get(i) - grants.get(i - 50)))
          .isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void keys_name_no_recipient_and_expire() {
    limiter().permit(FIVE, 1);
    limiter().handOver(FIVE);
    limiter().admit(FIVE, Set.of("+491701234567"));

    Set<String> keys = client.keys("*");

    assertThat(keys).hasSize(3).noneMatch(key -> key.contains("1234567"));
    assertThat(keys)
        .allSatisfy(
            key -> assertThat(client.pttl(key)).isBetween(1L, Duration.ofHours(1).toMillis()));
  }

  @Test
  void a_recipients_key_has_no_more_entries_than_the_limit() {
    RateLimit limit = new RateLimit(2, Duration.ofSeconds(1));
    limiter().admit(new RateLimit(5, HOUR), Set.of("a"));
    limiter().admit(new RateLimit(5, HOUR), Set.of("a"));
    limiter().admit(new RateLimit(5, HOUR), Set.of("a"));

    Duration wait = limiter().admit(limit, Set.of("a"));

    assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(client.llen(KEYS.recipient("a"))).isLessThanOrEqualTo(3);
  }

  @Test
  void the_newest_admission_comes_first_and_the_oldest_ones_go() {
    client.lpush(KEYS.recipient("a"), "1", "2", "3");
    RateLimit limit = new RateLimit(2, HOUR);

    assertThat(limiter().admit(limit, Set.of("a"))).isZero();

    List<String> admissions = client.lrange(KEYS.recipient("a"), 0, -1);
    assertThat(admissions).hasSize(2);
    assertThat(Long.parseLong(admissions.get(0))).isGreaterThan(1_700_000_000_000_000L);
    assertThat(admissions.get(1)).isEqualTo("3");
  }

  @Test
  void a_clock_that_went_back_delays_nothing_for_longer_than_the_limit() {
    client.set(KEYS.rate(), "9000000000000000");
    client.lpush(KEYS.recipient("a"), "9000000000000000");

    assertThat(limiter().permit(FIVE, 1).untilNext()).isLessThan(Duration.ofMinutes(13));
    assertThat(limiter().admit(new RateLimit(1, HOUR), Set.of("a"))).isEqualTo(HOUR);
  }

  @Test
  void a_limit_that_was_raised_permits_soon() {
    assertThat(limiter().permit(new RateLimit(1, HOUR), 1).granted()).isEqualTo(1);
    RateLimit raised = new RateLimit(100, Duration.ofSeconds(1));

    await().until(() -> limiter().permit(raised, 1).granted() == 1);
    await().until(() -> limiter().permit(raised, 1).granted() == 1);
  }

  @Test
  void a_full_redis_still_permits() {
    client.configSet("maxmemory-policy", "noeviction");
    client.configSet("maxmemory", "1");

    assertThat(limiter().permit(FIVE, 1).granted()).isEqualTo(1);
    assertThat(limiter().admit(FIVE, Set.of("a"))).isZero();
  }
}

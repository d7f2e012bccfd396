package com.couponcommerce.workers.queue.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Opt-outs on a real Redis. */
class RedisOptOutListTest extends OnRealRedis {
  private static final String NUMBER = "+4915112345678";

  private RedisOptOutList list() {
    return new RedisOptOutList(redis, Channel.SMS);
  }

  @Test
  void a_recipient_who_opts_out_is_on_the_list() {
    assertThat(list().contains(NUMBER)).isFalse();

    list().add(NUMBER);

    assertThat(list().contains(NUMBER)).isTrue();
    assertThat(list().since(NUMBER).orElseThrow()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void a_second_opt_out_keeps_the_time_of_the_first() {
    client.zadd(QueueKeys.of(Channel.SMS).optedOut(), 1000, NUMBER);

    list().add(NUMBER);

    assertThat(list().since(NUMBER)).contains(Instant.ofEpochMilli(1000));
  }
}

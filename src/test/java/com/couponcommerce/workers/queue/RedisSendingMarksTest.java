package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Marks of messages that are being handed over, on a real Redis. */
class RedisSendingMarksTest extends OnRealRedis {
  private static final String KEY = QueueKeys.of(Channel.SMS).sending();
  private static final MessageId ID = new MessageId("m1");

  private SendingMarks marks() {
    return new RedisSendingMarks(redis, Channel.SMS);
  }

  @Test
  void a_mark_lasts_until_it_is_removed() {
    assertThat(marks().isMarked(ID)).isFalse();

    marks().mark(ID);
    marks().mark(ID);
    assertThat(marks().isMarked(ID)).isTrue();

    marks().unmark(ID);
    assertThat(marks().isMarked(ID)).isFalse();
  }

  @Test
  void a_mark_that_is_repeated_is_as_old_as_the_last_one_and_old_ones_are_removed() {
    client.zadd(KEY, 1, "long settled");
    client.zadd(KEY, 1, ID.value());

    marks().mark(ID);

    assertThat(client.zrange(KEY, 0, -1)).containsExactly(ID.value());
    assertThat(client.zscore(KEY, ID.value()))
        .isGreaterThan(System.currentTimeMillis() - (double) Duration.ofHours(1).toMillis());
  }
}

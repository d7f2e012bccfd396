package com.couponcommerce.workers.queue;

import static com.couponcommerce.workers.queue.MessageQueueContract.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The oldest messages for monitoring, on a real Redis. */
class OldestMessagesTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);

  private void push(Payload... payloads) {
    for (Payload payload : payloads) {
      client.lpush(KEYS.pending().getBytes(StandardCharsets.UTF_8), payload.bytes());
    }
  }

  private Oldest oldest() {
    return new OldestMessages(redis, Channel.EMAIL).read();
  }

  private void claimOne() {
    assertThat(new RedisMessageQueue(redis, Channel.EMAIL).claim(1).leases()).hasSize(1);
  }

  @Test
  void an_empty_queue_has_none() {
    assertThat(oldest()).isEqualTo(new Oldest(Optional.empty(), Optional.empty()));
  }

  @Test
  void the_next_to_be_claimed_is_shown_and_left_where_it_is() {
    push(message(1), message(2));

    Oldest first = oldest();
    Oldest again = oldest();
    claimOne();

    assertThat(first.next().orElseThrow().payload()).contains(message(1));
    assertThat(again).isEqualTo(first);
    assertThat(oldest().next().orElseThrow().payload()).contains(message(2));
    assertThat(oldest().next()).isNotEqualTo(first.next());
  }

  @Test
  void byte_identical_messages_look_the_same() {
    push(message(1), message(1));

    Oldest first = oldest();
    client.rpop(KEYS.pending());

    assertThat(oldest()).isEqualTo(first);
  }

  @Test
  void a_large_one_is_told_apart_but_not_returned() {
    push(Payload.of("x".repeat(70_000)), Payload.of("x".repeat(70_001)));

    Oldest.Next first = oldest().next().orElseThrow();
    claimOne();
    Oldest.Next second = oldest().next().orElseThrow();

    assertThat(first.payload()).isEmpty();
    assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void one_of_the_largest_size_that_is_read_is_returned() {
    Payload largest = Payload.of("x".repeat(Oldest.Next.MAX_BYTES));
    push(largest);

    assertThat(oldest().next().orElseThrow().payload()).contains(largest);
  }

  @Test
  void the_oldest_lease_is_timed_by_the_clock_of_redis() {
    push(message(1), message(2));
    claimOne();
    double minuteAgo =
        Double.parseDouble(new RedisMessageQueue(redis, Channel.EMAIL).now().score()) - 60_000;
    client.zadd(KEYS.processing(), minuteAgo, "claimed by another instance");

    assertThat(oldest().leaseAge().orElseThrow())
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
  }

  @Test
  void a_lease_from_the_future_has_no_age() {
    client.zadd(KEYS.processing(), 9e12, "claimed before the clock went back");

    assertThat(oldest().leaseAge()).contains(Duration.ZERO);
  }
}

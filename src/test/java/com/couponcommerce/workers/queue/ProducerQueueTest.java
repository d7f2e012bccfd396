package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.it.SwallowingProxy;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.EnqueueResult.Done;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import com.couponcommerce.workers.queue.EnqueueResult.KeyTaken;
import com.couponcommerce.workers.queue.EnqueueResult.TooDeep;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Enqueuing on a real Redis. */
class ProducerQueueTest extends OnRealRedis {
  private static final Duration DAY = Duration.ofHours(24);
  private static final OptionalInt ANY = OptionalInt.empty();
  private static final String PENDING = "queue:email:pending";
  private static final String KEY = "queue:email:idempotency:k1";

  private ProducerQueue queue;

  @BeforeEach
  void ask() {
    queue = new ProducerQueue(redis, Channel.EMAIL);
  }

  private static RequestKey request(String name, String content) {
    return new RequestKey(name, content, DAY);
  }

  /** Returns messages with numbers from 1 on. */
  private static List<Entry> messages(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i -> new Entry(new MessageId("m" + i), Payload.of("{\"id\":\"m" + i + "\",\"n\":1.0}")))
        .toList();
  }

  private static List<MessageId> ids(int count) {
    return messages(count).stream().map(Entry::id).toList();
  }

  @Test
  void messages_are_claimed_in_the_order_of_the_request_and_byte_for_byte() {
    assertThat(queue.enqueue(messages(1000), request("k1", "c1"), ANY))
        .isEqualTo(new Done(ids(1000), false));

    List<Lease> leases = new RedisMessageQueue(redis, Channel.EMAIL).claim(1000).leases();
    assertThat(leases)
        .extracting(Lease::payload)
        .isEqualTo(messages(1000).stream().map(Entry::payload).toList());
  }

  @Test
  void the_same_request_again_enqueues_nothing_and_gets_the_first_answer() {
    queue.enqueue(messages(2), request("k1", "c1"), ANY);
    List<Entry> withOtherIds = List.of(new Entry(new MessageId("x"), Payload.of("{}")));

    assertThat(queue.enqueue(withOtherIds, request("k1", "c1"), ANY))
        .isEqualTo(new Done(ids(2), true));
    assertThat(queue.enqueue(withOtherIds, request("k1", "c1"), OptionalInt.of(1)))
        .isEqualTo(new Done(ids(2), true));

    assertThat(client.llen(PENDING)).isEqualTo(2);
    assertThat(client.pttl(KEY)).isBetween(DAY.minusMinutes(1).toMillis(), DAY.toMillis());
  }

  @Test
  void the_key_of_another_request_enqueues_nothing() {
    queue.enqueue(messages(2), request("k1", "c1"), ANY);

    assertThat(queue.enqueue(messages(1), request("k1", "c2"), ANY)).isEqualTo(new KeyTaken());
    assertThat(queue.enqueue(messages(1), request("k1", "c"), ANY)).isEqualTo(new KeyTaken());

    assertThat(client.llen(PENDING)).isEqualTo(2);
    assertThat(new ProducerQueue(redis, Channel.SMS).enqueue(messages(1), request("k1", "c2"), ANY))
        .isInstanceOf(Done.class);
  }

  @Test
  void more_than_may_be_pending_are_refused_as_a_whole() {
    queue.enqueue(messages(3), request("k1", "c1"), OptionalInt.of(3));

    assertThat(queue.enqueue(messages(2), request("k2", "c2"), OptionalInt.of(4)))
        .isEqualTo(new TooDeep(3));

    assertThat(client.llen(PENDING)).isEqualTo(3);
    assertThat(queue.enqueue(messages(2), request("k2", "c2"), OptionalInt.of(5)))
        .isInstanceOf(Done.class);
  }

  @Test
  void a_full_redis_takes_nothing_new() {
    client.configSet("maxmemory", "1");

    assertThatThrownBy(() -> queue.enqueue(messages(2), request("k1", "c1"), ANY))
        .isInstanceOfSatisfying(
            QueueUnavailableException.class, e -> assertThat(e.isOutOfMemory()).isTrue());

    assertThat(client.llen(PENDING)).isZero();
    assertThat(client.exists(KEY)).isFalse();
  }

  @Test
  void a_key_of_the_wrong_type_refuses_before_anything_is_written() {
    client.set(PENDING, "an operator's mistake");
    assertThatThrownBy(() -> queue.enqueue(messages(2), request("k1", "c1"), ANY))
        .isInstanceOfSatisfying(
            QueueUnavailableException.class, e -> assertThat(e.isOutOfMemory()).isFalse());
    assertThat(client.exists(KEY)).isFalse();

    client.del(PENDING);
    client.lpush(KEY, "an operator's mistake");
    assertThatThrownBy(() -> queue.enqueue(messages(2), request("k1", "c1"), ANY))
        .isInstanceOf(QueueUnavailableException.class);
    assertThat(client.exists(PENDING)).isFalse();
  }

  @Test
  void who_waits_for_a_message_is_woken_at_once() {
    MessageQueue idle = new RedisMessageQueue(redis, Channel.EMAIL);
    CompletableFuture<Boolean> woken =
        CompletableFuture.supplyAsync(() -> idle.awaitPending(MessageQueue.MAX_WAIT));

    queue.enqueue(messages(1), request("k1", "c1"), ANY);

    assertThat(woken.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
  }

  @Test
  void lost_replies_enqueue_nothing_twice() throws Exception {
    try (SwallowingProxy proxy = new SwallowingProxy(server().port(), 0.3, 7);
        RedisPools behind = new RedisPools(settings(proxy.url()))) {
      ProducerQueue asked = new ProducerQueue(behind, Channel.EMAIL);
      for (int i = 0; i < 20; i++) {
        RequestKey request = request("k" + i, "c" + i);
        assertThat(untilAnswered(asked, request)).isEqualTo(ids(2));
      }
      assertThat(proxy.swallowed()).isPositive();
    }
    assertThat(client.llen(PENDING)).isEqualTo(40);
  }

  /** Repeats a request like a client that gets 503. */
  private static List<MessageId> untilAnswered(ProducerQueue queue, RequestKey request) {
    while (true) {
      try {
        return ((Done) queue.enqueue(messages(2), request, ANY)).ids();
      } catch (QueueUnavailableException e) {
        // once more
      }
    }
  }

  private static Settings settings(String url) {
    Map<String, String> values = Map.of("REDIS_URL", url, "REDIS_TIMEOUT_MS", "100");
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
  }
}

package com.couponcommerce.workers.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.RedisMessageQueueTest;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests on a Redis of its own, since it is killed. */
@Timeout(60)
class RedisListenerTest {
  private final List<String> ran = new ArrayList<>();
  private final List<RedisPool> reconnected = new ArrayList<>();
  private RedisServer server;
  private RedisPools redis;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    redis =
        new RedisPools(
            RedisMessageQueueTest.settings(server.url()),
            new RedisListener() {
              @Override
              public void ran(String script, Duration took) {
                assertThat(took).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
                ran.add(script);
              }

              @Override
              public void reconnected(RedisPool pool) {
                reconnected.add(pool);
              }
            });
  }

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private MessageQueue queue() {
    return new RedisMessageQueue(redis, Channel.EMAIL);
  }

  @Test
  void each_run_of_a_script_is_heard_by_its_name() {
    queue().claim(1);
    new QueueCounter(redis).count(Channel.SMS);
    queue().claim(1);

    assertThat(ran).containsExactly("claim", "count", "claim");
    assertThat(RedisPools.scripts())
        .contains("claim", "count", "dead_letter")
        .doesNotHaveDuplicates();
    assertThat(reconnected).isEmpty();
  }

  @Test
  void all_channels_are_counted_in_one_call() {
    assertThat(new QueueCounter(redis).count()).containsOnlyKeys(Channel.values());

    assertThat(ran).containsExactly("count");
  }

  @Test
  void a_redis_that_comes_back_is_heard_of_once() {
    queue().claim(1);
    server.kill();
    assertThatThrownBy(() -> queue().claim(1)).isInstanceOf(QueueUnavailableException.class);
    assertThatThrownBy(() -> queue().promote(1)).isInstanceOf(QueueUnavailableException.class);
    assertThat(reconnected).isEmpty();
    server.restart();

    queue().claim(1);
    queue().claim(1);

    assertThat(reconnected).containsExactly(RedisPool.WORK);
    assertThat(ran).startsWith("claim", "claim", "promote").endsWith("claim", "claim");
  }

  @Test
  void connections_are_counted_while_they_are_used_and_after() throws Exception {
    assertThat(redis.use(RedisPool.WORK)).isEqualTo(new PoolUse(0, 0, 0));
    CountDownLatch asked = new CountDownLatch(1);
    Thread waiter =
        new Thread(
            () -> {
              while (asked.getCount() > 0) {
                queue().awaitPending(MessageQueue.MAX_WAIT);
              }
            });
    waiter.start();
    while (redis.use(RedisPool.WORK).inUse() == 0) {
      Thread.onSpinWait();
    }
    asked.countDown();
    waiter.join();
    new QueueCounter(redis).count(Channel.EMAIL);

    assertThat(redis.use(RedisPool.WORK)).isEqualTo(new PoolUse(0, 1, 0));
    assertThat(redis.use(RedisPool.QUESTIONS)).isEqualTo(new PoolUse(0, 1, 0));
  }
}

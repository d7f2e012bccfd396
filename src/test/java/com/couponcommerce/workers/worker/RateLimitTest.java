package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.ChannelGate;
import com.couponcommerce.workers.delivery.DeliveryFixture;
import com.couponcommerce.workers.delivery.DeliveryResult.Delivered;
import com.couponcommerce.workers.delivery.HeldLeases;
import com.couponcommerce.workers.delivery.Pace;
import com.couponcommerce.workers.delivery.RecordingListener;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueKeys;
import com.couponcommerce.workers.queue.Redis;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Two instances on one real Redis. */
@Tag("timing")
class RateLimitTest {
  private static final int MESSAGES = 60;

  private final List<Long> sent = new CopyOnWriteArrayList<>();
  private final CountDownLatch all = new CountDownLatch(MESSAGES);

  @Test
  void two_instances_send_no_more_than_the_limit_in_any_second_and_not_much_less()
      throws Exception {
    ScheduledExecutorService executor = Executors.newScheduledThreadPool(16);
    try (RedisServer server = RedisServer.start();
        RedisClient client = RedisClient.create("127.0.0.1", server.port());
        Redis one = new Redis(settings(server));
        Redis other = new Redis(settings(server))) {
      for (int i = 0; i < MESSAGES; i++) {
        byte[] payload = DeliveryFixture.message("m" + i).bytes();
        client.lpush(
            QueueKeys.of(Channel.EMAIL).pending().getBytes(StandardCharsets.UTF_8), payload);
      }
      List<ChannelWorker<String>> workers =
          List.of(worker(one, server, executor), worker(other, server, executor));

      workers.forEach(ChannelWorker::start);
      boolean done = all.await(30, TimeUnit.SECONDS);
      workers.forEach(ChannelWorker::quiesce);
      workers.forEach(worker -> worker.stop(Duration.ofSeconds(5)));

      assertThat(done).isTrue();
    } finally {
      executor.shutdownNow();
    }
    List<Long> times = sent.stream().sorted().toList();
    assertThat(times).hasSize(MESSAGES);
    for (int i = 20; i < MESSAGES; i++) {
      assertThat(times.get(i) - times.get(i - 20)).isGreaterThan(Duration.ofSeconds(1).toNanos());
    }
    double perSecond = (MESSAGES - 1) * 1e9 / (times.get(MESSAGES - 1) - times.get(0));
    assertThat(perSecond).isBetween(18.0, 20.0);
  }

  private static Settings settings(RedisServer server) {
    Map<String, String> values = Map.of("REDIS_URL", server.url(), "EMAIL_RATE_LIMIT", "20/s");
    return new SettingsReader(name -> Optional.ofNullable(values.get(name))).read();
  }

  private ChannelWorker<String> worker(
      Redis redis, RedisServer server, ScheduledExecutorService executor) {
    ScriptedSender sender = new ScriptedSender();
    for (int i = 0; i < MESSAGES; i++) {
      sender.answer(
          () -> {
            sent.add(System.nanoTime());
            all.countDown();
            return new Delivered("250 ok");
          });
    }
    InstantSource clock = InstantSource.system();
    ChannelContext<String> context =
        new ChannelContext<>(
            sender,
            redis.queue(Channel.EMAIL),
            new HeldLeases(),
            new ChannelGate("channel email", clock),
            redis.optOuts(Channel.EMAIL),
            redis.sendingMarks(Channel.EMAIL),
            new Pace(Channel.EMAIL, System::nanoTime),
            redis.limiter(Channel.EMAIL),
            new RecordingListener(),
            System::nanoTime);
    Settings settings = settings(server);
    return new ChannelWorker<>(
        context, 4, settings, settings::live, new Threads(executor, executor), clock);
  }
}

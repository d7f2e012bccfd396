package com.couponcommerce.workers.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.delivery.MessageDecoder;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.UnknownNames;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.worker.RunningWorker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import redis.clients.jedis.RedisClient;

/** The whole engine on a real Redis, which gets one shape after the other. */
public final class ShapeWorker<M> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RedisServer server = RedisServer.start();
  private final RedisClient redis = RedisClient.create("127.0.0.1", server.port());
  private final Sender<M> sender;
  private final Map<String, String> settings;
  private final QueueKeys keys;
  private final RunningWorker<M> running;

  /** Messages sent since the worker was started, as their readers see them. */
  public interface Sent {
    int count();

    List<String> seen(int index) throws Exception;
  }

  public ShapeWorker(Channel channel, Sender<M> sender, Map<String, String> more) {
    this.sender = sender;
    this.keys = QueueKeys.of(channel);
    this.settings = new HashMap<>(more);
    settings.put("REDIS_URL", server.url());
    this.running = RunningWorker.start(settings, sender, Optional.empty(), System::nanoTime);
  }

  /** Pushes a shape and returns the lines of its outcome. */
  public List<String> outcome(Shape shape, Sent sent) throws Exception {
    int before = sent.count();
    redis.lpush(utf8(keys.pending()), shape.payload().bytes());
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () ->
                (sent.count() > before && redis.zcard(keys.processing()) == 0)
                    || redis.llen(keys.deadLetter()) > 0
                    || redis.zcard(keys.retry()) > 0);
    try {
      return lines(shape, sent, before);
    } finally {
      redis.del(keys.deadLetter(), keys.retry(), keys.sent());
    }
  }

  private List<String> lines(Shape shape, Sent sent, int before) throws Exception {
    List<String> lines = new ArrayList<>();
    if (redis.llen(keys.deadLetter()) > 0) {
      // The payload stays as it was pushed.
      assertThat(redis.lrange(utf8(keys.deadLetter()), 0, -1).get(0))
          .isEqualTo(shape.payload().bytes());
      return List.of("refused: " + problem(shape.payload()));
    }
    if (redis.zcard(keys.retry()) > 0) {
      double due = redis.zrangeWithScores(keys.retry(), 0, 0).get(0).getScore();
      lines.add("due " + Instant.ofEpochMilli((long) due).truncatedTo(ChronoUnit.SECONDS));
    } else {
      lines.add("sent");
      sent.seen(before).forEach(line -> lines.add("  " + line));
    }
    String ignored = ignored(shape);
    if (!ignored.isEmpty()) {
      lines.add("  ignored: " + ignored);
    }
    return lines;
  }

  private static String ignored(Shape shape) throws RefusedMessageException {
    return String.join(
        ", ", UnknownNames.of(MessageFields.parse(shape.payload()), shape.channel()));
  }

  private String problem(Payload payload) {
    String problem =
        new MessageDecoder<>(
                sender,
                new SettingsReader(name -> Optional.ofNullable(settings.get(name))).read()::live,
                new Random())
            .problem(payload)
            .orElse("not by its decoder");
    // A mask in the middle of a sentence would hide what is wrong.
    assertThat(Mask.text(problem)).isEqualTo(problem);
    return problem;
  }

  private static byte[] utf8(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    running.close();
    redis.close();
    server.close();
  }
}

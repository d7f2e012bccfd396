package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Reads the secrets of the channels, which Redis keeps so that all instances have the same. */
@Singleton
public class QueueSecrets {
  /**
   * Time for which a secret is used unread: after FLUSHALL all instances need the new one. Redis is
   * not asked for as long after it did not answer, so that the requests of many users do not all
   * wait for it.
   */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final RedisPools redis;
  private final LongSupplier nanoTime;

  /** Not locked: while Redis hangs, one request must not wait behind another. */
  private final Map<Channel, Known> known = new ConcurrentHashMap<>();

  private final Map<Channel, Failed> failed = new ConcurrentHashMap<>();

  private record Known(String text, QueueSecret secret, long readAt) {}

  private record Failed(QueueUnavailableException problem, long at) {}

  @Inject
  public QueueSecrets(RedisPools redis) {
    this(redis, System::nanoTime);
  }

  QueueSecrets(RedisPools redis, LongSupplier nanoTime) {
    this.redis = redis;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the secret of a channel.
   *
   * @throws QueueUnavailableException if it must be read, and Redis does not answer
   */
  public QueueSecret of(Channel channel) {
    long now = nanoTime.getAsLong();
    Known before = known.get(channel);
    if (before != null && isFresh(before.readAt(), now)) {
      return before.secret();
    }
    Failed failure = failed.get(channel);
    if (failure != null && isFresh(failure.at(), now)) {
      throw failure.problem();
    }
    String text = read(channel);
    QueueSecret secret =
        before != null && before.text().equals(text) ? before.secret() : new QueueSecret(text);
    known.put(channel, new Known(text, secret, now));
    return secret;
  }

  private static boolean isFresh(long at, long now) {
    return now - at < FRESH.toNanos();
  }

  private String read(Channel channel) {
    try {
      return redis
          .questions()
          .run(
              Script.SECRET,
              List.of(redis.keys(channel).secret()),
              new Arguments().add(QueueSecret.random()))
          .text();
    } catch (QueueUnavailableException e) {
      failed.put(channel, new Failed(e, nanoTime.getAsLong()));
      throw e;
    }
  }
}

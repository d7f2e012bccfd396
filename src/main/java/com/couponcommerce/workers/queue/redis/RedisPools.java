package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.settings.KeyPrefix;
import com.couponcommerce.workers.settings.RedisLayout;
import com.couponcommerce.workers.settings.RedisSettings;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.WorkSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The connections to the Redis of the settings: one pool for the work, a second, small one for
 * questions from outside, which are answered soon or not at all, and a third for requests that
 * change something, so that none of the three waits behind another. What is done with a channel is
 * made from these pools and the channel's keys.
 */
@Singleton
public final class RedisPools implements AutoCloseable {
  /** Connect and answer take at most twice this, which keeps a health answer under 2 s. */
  private static final Duration QUESTION_TIMEOUT = Duration.ofMillis(900);

  private static final int QUESTION_CONNECTIONS = 4;

  /** Requests that change something and wait for Redis at a time. */
  private static final int REQUEST_CONNECTIONS = 8;

  /**
   * Connections of {@link RedisPool#WORK} that duties use beside the sends: for each of two
   * channels drain, promote, reclaim, extend, jobs and the flush of batched acks. A test holds the
   * number to the duties.
   */
  public static final int DUTY_CONNECTIONS = 12;

  /**
   * Connections of {@link RedisPool#WORK} for requests that move messages: backup, dead letters.
   */
  private static final int MOVING_CONNECTIONS = 4;

  /**
   * Bytes that the application may add to a message itself (id, retries, remaining, deadLetter and
   * the like) without making a message too large that was not when it came.
   */
  public static final int ROOM_FOR_OWN_FIELDS = 65_536;

  private final String instance;
  private final KeyPrefix prefix;
  private final boolean cluster;
  private final RedisConnection work;
  private final RedisConnection questions;
  private final RedisConnection requests;
  private final WorkSettings limits;

  /** Makes pools without a listener. */
  public RedisPools(Settings settings) {
    this(settings, RedisListener.NONE);
  }

  @Inject
  public RedisPools(Settings settings, RedisListener listener) {
    RedisSettings redis = settings.redis();
    // Random, since host name and process id repeat in containers.
    this.instance = "coupon-workers-" + UUID.randomUUID().toString().substring(0, 8);
    this.prefix = redis.keyPrefix();
    this.cluster = redis.url().layout() == RedisLayout.CLUSTER;
    this.limits = settings.work();
    this.work =
        new RedisConnection(
            new ClientConfig(
                redis,
                instance,
                settings.concurrency() + DUTY_CONNECTIONS + MOVING_CONNECTIONS,
                redis.timeout(),
                MessageQueue.LONGEST_WAIT),
            RedisPool.WORK,
            listener);
    this.questions =
        new RedisConnection(
            new ClientConfig(
                redis, instance, QUESTION_CONNECTIONS, QUESTION_TIMEOUT, Duration.ZERO),
            RedisPool.QUESTIONS,
            listener);
    this.requests =
        new RedisConnection(
            new ClientConfig(redis, instance, REQUEST_CONNECTIONS, redis.timeout(), Duration.ZERO),
            RedisPool.REQUESTS,
            listener);
  }

  /** Names of all scripts, as {@link RedisListener#ran} has them. */
  public static List<String> scripts() {
    return Arrays.stream(Script.values()).map(Script::id).toList();
  }

  /** Returns the connections of a pool as they are now. */
  public PoolUse use(RedisPool pool) {
    return switch (pool) {
      case WORK -> work.use();
      case QUESTIONS -> questions.use();
      case REQUESTS -> requests.use();
    };
  }

  /** Connections of the duties and senders, which wait for Redis. */
  public RedisConnection work() {
    return work;
  }

  /** Connections of probes, scrapes and requests that only read: answered soon or not at all. */
  public RedisConnection questions() {
    return questions;
  }

  /** Connections of requests that enqueue. */
  public RedisConnection requests() {
    return requests;
  }

  /** Keys of a channel, with the prefix of the settings. */
  public QueueKeys keys(Channel channel) {
    return QueueKeys.of(prefix, channel);
  }

  /** Name of this instance, as in the name of its connections. */
  public String instance() {
    return instance;
  }

  /** True where each channel may be on a server of its own. */
  public boolean isCluster() {
    return cluster;
  }

  /** Most bytes that an entry of a queue can have unless it is too large for any worker. */
  public int maxEntryBytes() {
    return limits.messages().maxBytes() + ROOM_FOR_OWN_FIELDS;
  }

  /** Limits of the settings, for what is made from these pools. */
  public WorkSettings limits() {
    return limits;
  }

  @Override
  @PreDestroy
  public void close() {
    work.close();
    questions.close();
    requests.close();
  }
}

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
import java.util.function.Function;

/**
 * The connections to the Redis of the settings: one pool for the work, a second, small one for
 * queries from outside, which are answered soon or not at all, and a third for requests that change
 * something, so that none of the three waits behind another. The objects that work on a channel are
 * made from these pools and the channel's keys.
 */
@Singleton
public final class RedisPools implements AutoCloseable {
  /** Timeout of connecting and of an answer: both together keep a health check under 2 s. */
  private static final Duration QUESTION_TIMEOUT = Duration.ofMillis(900);

  private static final int QUESTION_CONNECTIONS = 4;

  /** Number of requests that change something and wait for Redis at the same time. */
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
   * Number of bytes that the application may add to a message itself (id, retries, remaining,
   * deadLetter and the like) without making it too large.
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
    this(settings, listener, Route::of);
  }

  RedisPools(Settings settings, RedisListener listener, Function<ClientConfig, Route> routes) {
    RedisSettings redis = settings.redis();
    // The name is random, since host names and process ids repeat in containers.
    this.instance = "coupon-workers-" + UUID.randomUUID().toString().substring(0, 8);
    this.prefix = redis.keyPrefix();
    this.cluster = redis.url().layout() == RedisLayout.CLUSTER;
    this.limits = settings.work();
    ClientConfig forWork =
        new ClientConfig(
            redis,
            instance,
            settings.concurrency() + DUTY_CONNECTIONS + MOVING_CONNECTIONS,
            redis.timeout(),
            MessageQueue.MAX_WAIT);
    ClientConfig forQuestions =
        new ClientConfig(redis, instance, QUESTION_CONNECTIONS, QUESTION_TIMEOUT, Duration.ZERO);
    ClientConfig forRequests =
        new ClientConfig(redis, instance, REQUEST_CONNECTIONS, redis.timeout(), Duration.ZERO);
    this.work = new RedisConnection(forWork, routes.apply(forWork), RedisPool.WORK, listener);
    this.questions =
        new RedisConnection(
            forQuestions, routes.apply(forQuestions), RedisPool.QUESTIONS, listener);
    this.requests =
        new RedisConnection(forRequests, routes.apply(forRequests), RedisPool.REQUESTS, listener);
  }

  /** Returns the names of all scripts, as {@link RedisListener#ran} has them. */
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

  /** Returns the connections of the duties and senders, which wait for Redis. */
  public RedisConnection work() {
    return work;
  }

  /** Returns the connections of health checks, scrapes and requests that only read. */
  public RedisConnection questions() {
    return questions;
  }

  /** Returns the connections of requests that enqueue. */
  public RedisConnection requests() {
    return requests;
  }

  /** Returns the keys of a channel, with the prefix of the settings. */
  public QueueKeys keys(Channel channel) {
    return QueueKeys.of(prefix, channel);
  }

  /** Returns the name of this instance and of its connections. */
  public String instance() {
    return instance;
  }

  /** Returns whether each channel may be on a server of its own. */
  public boolean isCluster() {
    return cluster;
  }

  /** Returns the largest size of a queue entry that a worker takes, in bytes. */
  public int maxEntryBytes() {
    return limits.messages().maxBytes() + ROOM_FOR_OWN_FIELDS;
  }

  /** Returns the limits of the settings, for the objects that are made from these pools. */
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

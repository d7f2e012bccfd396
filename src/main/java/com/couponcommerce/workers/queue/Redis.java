package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.settings.KeyPrefix;
import com.couponcommerce.workers.settings.RedisLayout;
import com.couponcommerce.workers.settings.RedisSettings;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.WorkSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The queues on the Redis of the settings: one set of connections for the work, a second, small one
 * for questions from outside, which are answered soon or not at all, and a third for what comes in,
 * so that none of the three waits behind another.
 */
@Singleton
public final class Redis implements AutoCloseable {
  /** Connect and answer take at most twice this, which keeps a health answer under 2 s. */
  private static final Duration QUESTION_TIMEOUT = Duration.ofMillis(900);

  private static final int QUESTION_CONNECTIONS = 4;

  /** So many requests that change something wait for Redis at a time. */
  private static final int REQUEST_CONNECTIONS = 8;

  /** Waiter, claim, promote, reclaim and extend of two channels. */
  private static final int DUTY_CONNECTIONS = 10;

  /**
   * What we add to a message ourselves (id, retries, remaining, deadLetter and their kin) must not
   * make one too large that was not when it came.
   */
  static final int ROOM_FOR_OWN_FIELDS = 65_536;

  private final String instance;
  private final KeyPrefix prefix;
  private final Set<Channel> drained;
  private final RedisConnection work;
  private final RedisConnection questions;
  private final RedisConnection requests;
  private final RedisFitness fitness;
  private final int maxBytes;
  private final RandomGenerator random = new SecureRandom();
  private final Map<Channel, MessageQueue> queues = new EnumMap<>(Channel.class);
  private final Map<Channel, RateLimiter> limiters = new EnumMap<>(Channel.class);
  private final QueueCounter counter;

  /** With nobody who wants to hear how Redis does. */
  public Redis(Settings settings) {
    this(settings, RedisListener.NONE);
  }

  @Inject
  public Redis(Settings settings, RedisListener listener) {
    RedisSettings redis = settings.redis();
    WorkSettings limits = settings.work();
    // Random, since host name and process id repeat in containers.
    this.instance = "coupon-workers-" + UUID.randomUUID().toString().substring(0, 8);
    int connections = settings.concurrency() + DUTY_CONNECTIONS;
    this.prefix = redis.keyPrefix();
    this.drained = limits.channels();
    this.work =
        new RedisConnection(
            new ClientConfig(
                redis, instance, connections, redis.timeout(), MessageQueue.LONGEST_WAIT),
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
    boolean cluster = redis.url().layout() == RedisLayout.CLUSTER;
    this.fitness = new RedisFitness(questions, cluster);
    this.maxBytes = limits.maxMessageBytes() + ROOM_FOR_OWN_FIELDS;
    Duration ttl = limits.dedupeTtl();
    Map<Channel, QueueKeys> counted = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      QueueKeys keys = keys(channel);
      queues.put(channel, new RedisMessageQueue(channel, keys, work, maxBytes, ttl));
      limiters.put(channel, new RedisRateLimiter(keys, work));
      counted.put(channel, keys);
    }
    this.counter = new QueueCounter(questions, counted, !cluster);
  }

  /** The names of all scripts, as {@link RedisListener#ran} has them. */
  public static List<String> scripts() {
    return Arrays.stream(Script.values()).map(Script::id).toList();
  }

  /** The connections of a pool as they are now. */
  public PoolUse use(RedisPool pool) {
    return switch (pool) {
      case WORK -> work.use();
      case QUESTIONS -> questions.use();
      case REQUESTS -> requests.use();
    };
  }

  private QueueKeys keys(Channel channel) {
    return QueueKeys.of(prefix, channel);
  }

  /** The queue to work on. */
  public MessageQueue queue(Channel channel) {
    return Objects.requireNonNull(queues.get(channel));
  }

  /** Which messages of a channel are with its provider. */
  public SendingMarks sendingMarks(Channel channel) {
    return new RedisSendingMarks(work, keys(channel).sending());
  }

  /** Who opted out of a channel. */
  public OptOutList optOuts(Channel channel) {
    return new RedisOptOutList(work, keys(channel).optedOut());
  }

  /** The queue to enqueue on. */
  public ProducerQueue producers(Channel channel) {
    return new ProducerQueue(requests, keys(channel));
  }

  /** The instances that drain a channel, asked soon or not at all. */
  public Instances instances(Channel channel) {
    return new Instances(questions, keys(channel).instances(), instance);
  }

  /** The pause of a channel, asked and changed soon or not at all. */
  public Pauses pauses(Channel channel) {
    return new Pauses(questions, keys(channel).paused());
  }

  /** What was done to a channel; it takes an entry now or not at all. */
  public AuditTrail audit(Channel channel) {
    return new AuditTrail(questions, channel, keys(channel).audit());
  }

  /** What was done to all channels. */
  public AuditSearch auditSearch() {
    return new AuditSearch(Arrays.stream(Channel.values()).map(this::audit).toList());
  }

  /** What providers reported of the messages of a channel. */
  public DeliveryReports deliveryReports(Channel channel) {
    return new DeliveryReports(questions, keys(channel));
  }

  /** Finds one person in the messages of a channel. */
  public ErasureWalk erasureWalk(Channel channel) {
    return new ErasureWalk(questions, windows(channel, questions), keys(channel));
  }

  /** What else is kept about one recipient of a channel. */
  public RecipientTraces recipientTraces(Channel channel) {
    return new RecipientTraces(questions, keys(channel));
  }

  /** The rate limits to keep to. */
  public RateLimiter limiter(Channel channel) {
    return Objects.requireNonNull(limiters.get(channel));
  }

  /** What stands on the queue of a channel, looked at part by part, now or not at all. */
  public MessageSearch search(Channel channel) {
    return new MessageSearch(windows(channel, questions), System::nanoTime);
  }

  /** Where single messages of a channel are. */
  public MessageTrace trace(Channel channel) {
    return new MessageTrace(search(channel), questions, keys(channel), System::nanoTime);
  }

  /** The dead letters of a channel, one by one. */
  public DeadLetters deadLetters(Channel channel) {
    return new DeadLetters(search(channel), work, keys(channel));
  }

  /** The jobs over the dead letters of a channel. */
  public Jobs jobs(Channel channel) {
    return new Jobs(work, keys(channel), random, maxBytes);
  }

  /** Where a job over the dead letters of a channel is. */
  public JobWalk jobWalk(Channel channel) {
    return new JobWalk(windows(channel, work));
  }

  private QueueWindows windows(Channel channel, RedisConnection redis) {
    return new QueueWindows(redis, keys(channel), maxBytes);
  }

  /** The messages of all channels, counted now or not at all. */
  public Map<Channel, QueueCounts> counts() {
    return counter.count();
  }

  /** Those of one channel. */
  public QueueCounts counts(Channel channel) {
    return Objects.requireNonNull(counts().get(channel));
  }

  /** The oldest messages of a channel, looked at now or not at all. */
  public Oldest oldest(Channel channel) {
    return new OldestMessages(questions, keys(channel)).look();
  }

  /** Reads a channel's messages for a backup. */
  public QueueExport export(Channel channel, Set<QueueState> states) {
    return new QueueExport(work, keys(channel), states);
  }

  /** Puts the messages of a backup into a channel's queue. */
  public QueueImport imports(Channel channel) {
    return new QueueImport(work, keys(channel));
  }

  /**
   * Whether Redis can be trusted with the messages of the channels that this instance drains: it
   * accepts writes, evicts nothing, is a cluster only where REDIS_URL says so, and is not older
   * than 7.0, the first with flags in scripts.
   *
   * @throws QueueUnavailableException where it cannot, saying why
   */
  public void checkFitness() {
    drained.forEach(channel -> fitness.check(keys(channel)));
  }

  @Override
  @PreDestroy
  public void close() {
    work.close();
    questions.close();
    requests.close();
  }
}

package com.couponcommerce.workers.it;

import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.UnderWay;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.resps.Tuple;

/** The queue of one channel as producers and operators see it: plain Redis commands. */
final class ChannelQueue implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final QueueKeys keys;
  private final RedisClient redis;

  private ChannelQueue(Channel channel, RedisServer server) {
    keys = QueueKeys.of(channel);
    redis = RedisClient.create("127.0.0.1", server.port());
  }

  static ChannelQueue emails(RedisServer server) {
    return new ChannelQueue(Channel.EMAIL, server);
  }

  static ChannelQueue sms(RedisServer server) {
    return new ChannelQueue(Channel.SMS, server);
  }

  RedisClient redis() {
    return redis;
  }

  /** Empties this Redis once nothing is being sent: what is, would arrive in the next test. */
  void clear() {
    await().atMost(PATIENCE).until(this::nothingIsBeingSent);
    redis.flushAll();
  }

  /** Leaves the workers nothing to claim, and returns whether they have ended what they had. */
  private boolean nothingIsBeingSent() {
    List<QueueKeys> queues = Arrays.stream(Channel.values()).map(QueueKeys::of).toList();
    queues.forEach(queue -> redis.del(queue.pending(), queue.retry()));
    return queues.stream().allMatch(queue -> redis.zcard(queue.processing()) == 0);
  }

  void push(String... messages) {
    redis.lpush(keys.pending(), messages);
  }

  void push(Payload... payloads) {
    byte[][] bytes = Arrays.stream(payloads).map(Payload::bytes).toArray(byte[][]::new);
    redis.lpush(keys.pending().getBytes(StandardCharsets.UTF_8), bytes);
  }

  /** Returns the dead letters, the newest first. */
  List<Payload> deadLetters() {
    byte[] key = keys.deadLetter().getBytes(StandardCharsets.UTF_8);
    return redis.lrange(key, 0, -1).stream().map(Payload::new).toList();
  }

  /**
   * Moves the oldest dead letter to pending, like the guide's {@code rpoplpush
   * queue:email:dead_letter queue:email:pending}.
   */
  void moveDeadLetterToPending() {
    redis.lmove(keys.deadLetter(), keys.pending(), ListDirection.RIGHT, ListDirection.LEFT);
  }

  long pending() {
    return redis.llen(keys.pending());
  }

  long deadLetterCount() {
    return redis.llen(keys.deadLetter());
  }

  /**
   * Returns for each message that is being sent when it was claimed or its lease was last extended,
   * in ms by Redis's clock.
   */
  List<Double> claimed() {
    return redis.zrangeWithScores(keys.processing(), 0, -1).stream().map(Tuple::getScore).toList();
  }

  /** Returns the messages that wait for their next attempt. */
  List<MessageFields> waiting() {
    return redis.zrange(keys.retry(), 0, -1).stream().map(ChannelQueue::fields).toList();
  }

  /** Returns the number of messages neither delivered nor dead-lettered, as of one moment. */
  long underWay() {
    return UnderWay.count(redis, keys);
  }

  /** Returns the messages neither delivered nor dead-lettered, as of one moment. */
  List<MessageFields> messagesUnderWay() {
    return UnderWay.messages(redis, keys).stream().map(ChannelQueue::fields).toList();
  }

  /** Returns the fields of a payload, which must be a message. */
  static MessageFields fields(Payload payload) {
    try {
      return MessageFields.parse(payload);
    } catch (RefusedMessageException e) {
      throw new AssertionError(new String(payload.bytes(), StandardCharsets.UTF_8), e);
    }
  }

  private static MessageFields fields(String payload) {
    return fields(Payload.of(payload));
  }

  @Override
  public void close() {
    redis.close();
  }
}

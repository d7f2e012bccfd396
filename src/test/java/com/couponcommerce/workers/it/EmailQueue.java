package com.couponcommerce.workers.it;

import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.resps.Tuple;

/** The e-mail queue as producers and operators see it: plain Redis commands. */
final class EmailQueue implements AutoCloseable {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);

  private final RedisClient redis;

  EmailQueue(RedisServer server) {
    redis = RedisClient.create("127.0.0.1", server.port());
  }

  RedisClient redis() {
    return redis;
  }

  /** Empties this Redis. */
  void clear() {
    redis.flushAll();
  }

  void push(String... messages) {
    redis.lpush(KEYS.pending(), messages);
  }

  void push(Payload... payloads) {
    byte[][] bytes = Arrays.stream(payloads).map(Payload::bytes).toArray(byte[][]::new);
    redis.lpush(KEYS.pending().getBytes(StandardCharsets.UTF_8), bytes);
  }

  /** The newest first. */
  List<Payload> deadLetters() {
    byte[] key = KEYS.deadLetter().getBytes(StandardCharsets.UTF_8);
    return redis.lrange(key, 0, -1).stream().map(Payload::new).toList();
  }

  /** As the guide's {@code rpoplpush queue:email:dead_letter queue:email:pending} does. */
  void moveDeadLetterToPending() {
    redis.lmove(KEYS.deadLetter(), KEYS.pending(), ListDirection.RIGHT, ListDirection.LEFT);
  }

  long pending() {
    return redis.llen(KEYS.pending());
  }

  long deadLetterCount() {
    return redis.llen(KEYS.deadLetter());
  }

  /**
   * When each message that is being sent was claimed, or its claim extended: ms of Redis's clock.
   */
  List<Double> claimed() {
    return redis.zrangeWithScores(KEYS.processing(), 0, -1).stream().map(Tuple::getScore).toList();
  }

  /** Messages that are neither delivered nor dead-lettered. */
  long underWay() {
    return pending() + redis.zcard(KEYS.processing()) + redis.zcard(KEYS.retry());
  }

  /** A message as in the guide, numbered. */
  static String message(int number) {
    return "{\"to\":\"user@example.com\",\"subject\":\"Test "
        + number
        + "\",\"body\":\"Number "
        + number
        + "\"}";
  }

  static String[] messages(int count) {
    String[] messages = new String[count];
    for (int i = 0; i < count; i++) {
      messages[i] = message(i);
    }
    return messages;
  }

  @Override
  public void close() {
    redis.close();
  }
}

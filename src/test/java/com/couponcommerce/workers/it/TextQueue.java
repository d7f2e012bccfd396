package com.couponcommerce.workers.it;

import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueKeys;
import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/** The SMS queue as producers and operators see it: plain Redis commands. */
final class TextQueue implements AutoCloseable {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.SMS);

  private final RedisClient redis;

  TextQueue(RedisServer server) {
    redis = RedisClient.create("127.0.0.1", server.port());
  }

  /** Empties this Redis. */
  void clear() {
    redis.flushAll();
  }

  void push(String... messages) {
    redis.lpush(KEYS.pending(), messages);
  }

  /** The newest first. */
  List<MessageFields> deadLetters() {
    return fields(redis.lrange(KEYS.deadLetter(), 0, -1));
  }

  /** What waits for its next try. */
  List<MessageFields> waiting() {
    return fields(redis.zrange(KEYS.retry(), 0, -1));
  }

  long deadLetterCount() {
    return redis.llen(KEYS.deadLetter());
  }

  /** Messages that are neither delivered nor dead-lettered, as of one moment. */
  List<MessageFields> underWay() {
    try (AbstractTransaction moment = redis.multi()) {
      Response<List<String>> pending = moment.lrange(KEYS.pending(), 0, -1);
      Response<List<String>> processing = moment.zrange(KEYS.processing(), 0, -1);
      Response<List<String>> retry = moment.zrange(KEYS.retry(), 0, -1);
      moment.exec();
      return Stream.of(pending, processing, retry)
          .flatMap(place -> place.get().stream())
          .map(TextQueue::fields)
          .toList();
    }
  }

  /** A text to a mobile phone, numbered. */
  static String message(int number) {
    return "{\"to\":\"+4915123456789\",\"body\":\"Number " + number + "\"}";
  }

  static String[] messages(int count) {
    String[] messages = new String[count];
    for (int i = 0; i < count; i++) {
      messages[i] = message(i);
    }
    return messages;
  }

  private static List<MessageFields> fields(List<String> payloads) {
    return payloads.stream().map(TextQueue::fields).toList();
  }

  private static MessageFields fields(String payload) {
    try {
      return MessageFields.parse(Payload.of(payload));
    } catch (RefusedMessageException e) {
      throw new AssertionError(payload, e);
    }
  }

  @Override
  public void close() {
    redis.close();
  }
}

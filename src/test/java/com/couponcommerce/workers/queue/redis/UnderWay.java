package com.couponcommerce.workers.queue.redis;

import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * The messages of a channel that are neither delivered nor dead-lettered, as of one moment: read
 * key by key, a message that moves to a key already read would be missed.
 */
public final class UnderWay {
  private UnderWay() {}

  /** Returns how many there are. */
  public static long count(UnifiedJedis redis, QueueKeys keys) {
    try (AbstractTransaction moment = redis.multi()) {
      Response<Long> pending = moment.llen(keys.pending());
      Response<Long> processing = moment.zcard(keys.processing());
      Response<Long> retry = moment.zcard(keys.retry());
      moment.exec();
      return pending.get() + processing.get() + retry.get();
    }
  }

  /** Returns them as they are in Redis. */
  public static List<String> messages(UnifiedJedis redis, QueueKeys keys) {
    try (AbstractTransaction moment = redis.multi()) {
      Response<List<String>> pending = moment.lrange(keys.pending(), 0, -1);
      Response<List<String>> processing = moment.zrange(keys.processing(), 0, -1);
      Response<List<String>> retry = moment.zrange(keys.retry(), 0, -1);
      moment.exec();
      return Stream.of(pending, processing, retry).flatMap(place -> place.get().stream()).toList();
    }
  }
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.util.List;

/** Keeps the marks in a sorted set of Redis: ids with the time of the mark. */
public final class RedisSendingMarks implements SendingMarks {
  /** Age after which a mark is removed: its message has long been settled. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  private final RedisConnection redis;
  private final String key;

  public RedisSendingMarks(RedisPools redis, Channel channel) {
    this.redis = redis.work();
    this.key = redis.keys(channel).sending();
  }

  @Override
  public void mark(MessageId id) {
    redis.run(
        Script.MARK_SENDING, List.of(key), new Arguments().add(id.value()).add(MAX_AGE.toMillis()));
  }

  @Override
  public void unmark(MessageId id) {
    redis.call(client -> client.zrem(key, id.value()));
  }

  @Override
  public boolean isMarked(MessageId id) {
    return redis.call(client -> client.zscore(key, id.value()) != null);
  }
}

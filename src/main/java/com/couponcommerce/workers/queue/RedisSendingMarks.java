package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.List;

/** The marks in Redis: a sorted set of ids with the time of the mark, at most a week old. */
public final class RedisSendingMarks implements SendingMarks {
  private final RedisConnection redis;
  private final String key;

  public RedisSendingMarks(RedisPools redis, Channel channel) {
    this.redis = redis.work();
    this.key = redis.keys(channel).sending();
  }

  @Override
  public void mark(MessageId id) {
    redis.run(Script.MARK_SENDING, List.of(key), new Arguments().add(id.value()));
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

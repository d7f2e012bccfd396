package com.couponcommerce.workers.queue.person;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The opt-out list in Redis, so that every instance and every provider respects it: a sorted set of
 * recipients with the time at which they were added. An entry never expires, since an opt-out does
 * not either.
 */
public final class RedisOptOutList implements OptOutList {
  private final RedisConnection redis;
  private final String key;

  public RedisOptOutList(RedisPools redis, Channel channel) {
    this.redis = redis.work();
    this.key = redis.keys(channel).optedOut();
  }

  @Override
  public boolean contains(String recipient) {
    return since(recipient).isPresent();
  }

  /** Returns when a recipient opted out; empty for one who did not. */
  public Optional<Instant> since(String recipient) {
    return redis
        .call(client -> Optional.ofNullable(client.zscore(key, recipient)))
        .map(millis -> Instant.ofEpochMilli(millis.longValue()));
  }

  @Override
  public void add(String recipient) {
    redis.run(Script.OPT_OUT, List.of(key), new Arguments().add(recipient));
  }
}

package com.couponcommerce.workers.limit;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keeps the limits in Redis: each method calls one script, which does all the work. */
public final class RedisRateLimiter implements RateLimiter {
  private final QueueKeys keys;
  private final RedisConnection redis;

  public RedisRateLimiter(RedisPools redis, Channel channel) {
    this.keys = redis.keys(channel);
    this.redis = redis.work();
  }

  @Override
  public Permits permit(RateLimit limit, int max) {
    return permit(keys.rate(), limit, max);
  }

  @Override
  public Duration handOver(RateLimit limit) {
    Permits one = permit(keys.handOver(), limit, 1);
    return one.granted() == 1 ? Duration.ZERO : one.untilNext();
  }

  private Permits permit(String key, RateLimit limit, int max) {
    Spacing spacing = Spacing.of(limit);
    Arguments arguments =
        new Arguments().add(max).add(spacing.intervalMicros()).add(spacing.earlyMicros());
    List<?> reply = redis.run(Script.PERMIT, List.of(key), arguments).list();
    return new Permits(Reply.number(reply.get(0)), micros(reply.get(1)));
  }

  @Override
  public Duration admit(RateLimit limit, Set<String> recipients) {
    if (recipients.isEmpty()) {
      return Duration.ZERO;
    }
    List<String> lists = recipients.stream().map(keys::recipient).toList();
    long window = TimeUnit.NANOSECONDS.toMicros(limit.per().toNanos());
    Arguments arguments = new Arguments().add(limit.permits()).add(window);
    return micros(redis.run(Script.ADMIT, lists, arguments).value());
  }

  private static Duration micros(Object reply) {
    return Duration.of((Long) reply, ChronoUnit.MICROS);
  }
}

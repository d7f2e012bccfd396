package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Oldest.Next;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the oldest messages of one channel. */
public final class OldestMessages {
  private final RedisConnection redis;
  private final List<String> keys;

  public OldestMessages(RedisPools redis, Channel channel) {
    QueueKeys keys = redis.keys(channel);
    this.redis = redis.questions();
    this.keys = List.of(keys.pending(), keys.processing());
  }

  public Oldest read() {
    Reply reply = redis.run(Script.OLDEST, keys, new Arguments().add(Next.MAX_BYTES));
    List<?> values = reply.list();
    Optional<Payload> payload =
        Optional.of(new Payload((byte[]) values.get(1))).filter(known -> known.size() > 0);
    Optional<Next> next = text(values.get(0)).map(fingerprint -> new Next(fingerprint, payload));
    return new Oldest(next, text(values.get(2)).map(OldestMessages::age));
  }

  /** Returns zero if the Redis clock has gone back since the claim. */
  private static Duration age(String millis) {
    return Duration.ofNanos(Math.max(0, Math.round(Double.parseDouble(millis) * 1e6)));
  }

  private static Optional<String> text(Object value) {
    return Optional.of(Reply.text(value)).filter(known -> !known.isEmpty());
  }
}

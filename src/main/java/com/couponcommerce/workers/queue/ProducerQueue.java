package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Enqueues messages into one channel. */
public final class ProducerQueue {
  private final RedisConnection redis;
  private final QueueKeys keys;

  public ProducerQueue(RedisPools redis, Channel channel) {
    this.redis = redis.requests();
    this.keys = redis.keys(channel);
  }

  /**
   * Enqueues all messages of a request in their order, or none; the same request again changes
   * nothing and returns the same ids.
   *
   * @param maxPending upper bound of pending messages after the call; empty for none
   * @throws QueueUnavailableException if Redis does not answer or refuses; if its memory is full,
   *     nothing was enqueued
   */
  public EnqueueResult enqueue(
      List<EnqueueResult.Entry> messages, RequestKey request, OptionalInt maxPending) {
    String ids =
        messages.stream()
            .map(EnqueueResult.Entry::id)
            .map(MessageId::value)
            .collect(Collectors.joining(" "));
    Arguments arguments =
        new Arguments()
            .add(maxPending.orElse(0))
            .add(request.content())
            .add(ids)
            .add(request.remembered().toMillis());
    messages.forEach(message -> arguments.add(message.payload()));
    List<String> touched = List.of(keys.pending(), keys.idempotency(request.name()));
    return EnqueueResult.read(redis.run(Script.ENQUEUE, touched, arguments));
  }
}

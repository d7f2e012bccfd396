package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.browse.DeadLetters;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.util.List;
import java.util.Optional;

/** The contract of a queue on a Redis that the test inspects. */
public interface RedisQueueContract extends MessageQueueContract {

  QueueView view();

  RedisPools pools();

  @Override
  default QueueCounts counts() {
    return new QueueCounter(pools()).count(Channel.EMAIL);
  }

  @Override
  default boolean redrive(Payload deadLetter, Optional<MessageId> id) {
    return new DeadLetters(pools(), Channel.EMAIL).redrive(found(deadLetter), deadLetter, id);
  }

  @Override
  default boolean discard(Payload deadLetter) {
    return new DeadLetters(pools(), Channel.EMAIL).discard(found(deadLetter));
  }

  private static FoundMessage found(Payload deadLetter) {
    return new FoundMessage(QueueState.DEAD_LETTER, deadLetter, deadLetter.size(), 0, "");
  }

  @Override
  default void push(Payload... payloads) {
    view().push(payloads);
  }

  @Override
  default List<Payload> pending() {
    return view().pending();
  }

  @Override
  default List<Payload> processing() {
    return view().processing();
  }

  @Override
  default List<Payload> retry() {
    return view().retry();
  }

  @Override
  default List<Payload> deadLetters() {
    return view().deadLetters();
  }
}

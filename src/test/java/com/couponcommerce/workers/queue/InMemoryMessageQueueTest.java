package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import java.util.List;
import java.util.Optional;

class InMemoryMessageQueueTest implements MessageQueueContract {
  private final InMemoryMessageQueue queue = new InMemoryMessageQueue(MAX_BYTES);

  @Override
  public MessageQueue queue() {
    return queue;
  }

  @Override
  public QueueCounts counts() {
    return queue.counts();
  }

  @Override
  public boolean redrive(Payload deadLetter, Optional<MessageId> id) {
    return queue.redrive(deadLetter, id);
  }

  @Override
  public boolean discard(Payload deadLetter) {
    return queue.discard(deadLetter);
  }

  @Override
  public void push(Payload... payloads) {
    queue.push(payloads);
  }

  @Override
  public List<Payload> pending() {
    return queue.pending();
  }

  @Override
  public List<Payload> processing() {
    return queue.processing();
  }

  @Override
  public List<Payload> retry() {
    return queue.retry();
  }

  @Override
  public List<Payload> deadLetters() {
    return queue.deadLetters();
  }
}

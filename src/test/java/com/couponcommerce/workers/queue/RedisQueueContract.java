package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import java.util.List;

/** What every queue does, on a Redis that the test looks into. */
interface RedisQueueContract extends MessageQueueContract {

  QueueView view();

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

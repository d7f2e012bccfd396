package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Verdicts.FailedAttempt;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.sender.Sender;
import java.util.function.LongSupplier;

/** Objects that all parts of one channel's worker share. */
public record ChannelContext<M>(
    Sender<M> sender,
    MessageQueue queue,
    InFlight inFlight,
    Gate<FailedAttempt<M>> gate,
    Pace pace,
    DeliveryListener listener,
    Clocks clocks) {

  Channel channel() {
    return queue.channel();
  }

  LongSupplier nanoTime() {
    return clocks.nanoTime();
  }

  void tell(DeliveryEvent event) {
    listener.on(event);
  }
}

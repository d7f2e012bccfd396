package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes the view of each channel's messages. */
@Singleton
public class MessageViews {
  @Inject private MessageDecoders decoders;
  @Inject private Advice advice;

  /** Returns the view of a channel. */
  public MessageView of(Channel channel, QueueSecret secret) {
    return new MessageView(
        secret,
        payload -> decoders.problem(channel, payload),
        (note, last) -> advice.of(channel, note, last));
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import java.time.Duration;

/** Hears of each change of state of each message, once, after Redis confirmed it. */
public interface DeliveryListener {

  /**
   * The provider took it and it left the queue.
   *
   * @param reply what the provider answered
   * @param took time of the try
   */
  void delivered(Channel channel, Delivery<?> delivery, String reply, Duration took);

  /**
   * It waits for its next try.
   *
   * @param retries failed tries so far
   * @param delay wait before the next one
   */
  void retried(
      Channel channel,
      Delivery<?> delivery,
      Failure failure,
      int retries,
      Duration delay,
      Duration took);

  /**
   * It waits in retry, and no try was made.
   *
   * @param delay wait before the next look at it
   */
  void held(Channel channel, Delivery<?> delivery, String why, Duration delay);

  /** It was given up. */
  void deadLettered(
      Channel channel,
      Delivery<?> delivery,
      DeadLetterReason reason,
      Failure failure,
      Duration took);

  /** Given back untried, or without the try counting. */
  void released(Channel channel, Delivery<?> delivery, String why);

  /** Somebody else had reclaimed it before it could be settled: it may be sent twice. */
  void leaseLost(Channel channel, Delivery<?> delivery, String after);

  /** Dead-lettered byte for byte without a try. */
  void refused(Channel channel, Payload payload, String problem);
}

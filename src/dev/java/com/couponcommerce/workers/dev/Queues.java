package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.Channel;
import java.util.List;

/** Gives the {@link Inbox} what it reads and changes in Redis. */
interface Queues {
  /** Pushes a payload, as a producer does. */
  void enqueue(Channel channel, String payload);

  /** Returns the numbers that get no SMS, the oldest opt-out first. */
  List<String> optedOut();

  /** Takes a number off the list of opt-outs. */
  void optIn(String number);
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;

/**
 * The Redis keys of one channel: the only place that knows their names, which are a contract with
 * producers.
 */
public record QueueKeys(
    String pending,
    String processing,
    String retry,
    String deadLetter,
    String sent,
    String optedOut) {

  public static QueueKeys of(Channel channel) {
    String prefix = "queue:" + channel.id() + ":";
    return new QueueKeys(
        prefix + "pending",
        prefix + "processing",
        prefix + "retry",
        prefix + "dead_letter",
        prefix + "sent",
        prefix + "opted_out");
  }
}

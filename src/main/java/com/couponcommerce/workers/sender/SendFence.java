package com.couponcommerce.workers.sender;

/**
 * Asked by a sender right before it hands a message over (for SMTP after the server's 354): a
 * worker that slept through the end of its lease must not send what another worker sends too, a
 * one-time code that expired while a connection was opened is of no use, and what was held up must
 * not catch up faster than the channel's limit allows.
 */
@FunctionalInterface
public interface SendFence {

  /**
   * Waits for the message's turn where the channel has a limit.
   *
   * @return true where it came, the lease is surely still ours, and the message has not expired
   */
  boolean mayHandOver();
}

package com.couponcommerce.workers.delivery;

/**
 * Asked by a sender right before it hands a message over (for SMTP after the server's 354): a
 * worker that slept through the end of its lease must not send what another worker sends too, and a
 * one-time code that expired while a connection was opened is of no use.
 */
@FunctionalInterface
public interface SendFence {

  /** True while the lease is surely still ours and the message has not expired. */
  boolean mayHandOver();
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.sender.SendFence;
import java.time.Instant;
import java.util.Optional;

/** Fence of one attempt, with the reason for which it stopped the attempt. */
final class AttemptFence implements SendFence {
  private final Delivery<?> delivery;
  private final ChannelLimit limit;
  private boolean hadTurn;
  private boolean timedOut;
  private boolean passed;

  AttemptFence(Delivery<?> delivery, ChannelLimit limit) {
    this.delivery = delivery;
    this.limit = limit;
  }

  /**
   * Waits for the rate limit once per attempt: a sender that asks again, for a second provider or a
   * new connection, would never get a second permit under a low limit.
   */
  @Override
  public boolean mayHandOver() {
    if (!hadTurn) {
      hadTurn = limit.await();
      timedOut = !hadTurn;
    }
    boolean may = hadTurn && delivery.lease().mayHandOver() && !delivery.isExpired();
    passed |= may;
    return may;
  }

  @Override
  public Optional<Instant> now() {
    return Optional.of(delivery.lease().now());
  }

  /** Returns true if the message may have been handed over. */
  boolean isPassed() {
    return passed;
  }

  /** Returns why the message was not handed over, if it has not expired. */
  String reason() {
    return timedOut ? "the rate limit left no room" : "the lease may have expired";
  }
}

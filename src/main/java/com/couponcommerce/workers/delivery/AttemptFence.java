package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.sender.SendFence;
import java.time.InstantSource;

/** Fence of one attempt, with the reason for which it stopped the attempt. */
final class AttemptFence implements SendFence {
  private final Delivery<?> delivery;
  private final ChannelLimit limit;
  private final InstantSource clock;
  private boolean hadTurn;
  private boolean timedOut;

  AttemptFence(Delivery<?> delivery, ChannelLimit limit, InstantSource clock) {
    this.delivery = delivery;
    this.limit = limit;
    this.clock = clock;
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
    return hadTurn && delivery.lease().mayHandOver() && !isOver();
  }

  boolean isOver() {
    return delivery.window().isOver(clock.instant());
  }

  /** Returns why the message was not handed over, if it has not expired. */
  String reason() {
    return timedOut ? "the rate limit left no room" : "the lease may have expired";
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.sender.SendFence;
import java.time.InstantSource;

/** The fence of one try, with the reason why it stopped it. */
final class AttemptFence implements SendFence {
  private final Delivery<?> delivery;
  private final ChannelLimit limit;
  private final InstantSource clock;
  private boolean hadTurn;
  private boolean waitedInVain;

  AttemptFence(Delivery<?> delivery, ChannelLimit limit, InstantSource clock) {
    this.delivery = delivery;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * One try has one turn: who goes on to a second provider or over a new connection would, with a
   * low limit, never get another.
   */
  @Override
  public boolean mayHandOver() {
    if (!hadTurn) {
      hadTurn = limit.await();
      waitedInVain = !hadTurn;
    }
    return hadTurn && delivery.lease().mayHandOver() && !isOver();
  }

  boolean isOver() {
    return delivery.window().isOver(clock.instant());
  }

  /** Why the message was not handed over, where it has not expired. */
  String reason() {
    return waitedInVain ? "the rate limit left no room" : "the lease was not sure any more";
  }
}

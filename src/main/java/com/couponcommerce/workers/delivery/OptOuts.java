package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.queue.person.OptOutList;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.Sender;

/** Asks the list before each try, and fills it from what providers say. */
final class OptOuts<M> {
  private final Sender<M> sender;
  private final OptOutList list;
  private final UntilAnswered untilAnswered;

  OptOuts(Sender<M> sender, OptOutList list, UntilAnswered untilAnswered) {
    this.sender = sender;
    this.list = list;
    this.untilAnswered = untilAnswered;
  }

  /** Waits for Redis: without the list nobody knows who may be sent to. */
  boolean forbid(M message) {
    return sender
        .optOutKey(message)
        .map(key -> untilAnswered.call(() -> list.contains(key)).value())
        .orElse(false);
  }

  /** Adds the recipient where the failure says so. */
  void learn(M message, Failure failure) {
    if (sender.isOptOut(failure)) {
      sender
          .optOutKey(message)
          .ifPresent(
              key ->
                  untilAnswered.call(
                      () -> {
                        list.add(key);
                        return key;
                      }));
    }
  }
}

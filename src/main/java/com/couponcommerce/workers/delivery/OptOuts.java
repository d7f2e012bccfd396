package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.Persistence;
import com.couponcommerce.workers.queue.person.OptOutList;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.Sender;

/** Asks the list before each try, and fills it from what providers say. */
final class OptOuts<M> {
  private final Sender<M> sender;
  private final OptOutList list;
  private final Persistence persistence;

  OptOuts(Sender<M> sender, OptOutList list, Persistence persistence) {
    this.sender = sender;
    this.list = list;
    this.persistence = persistence;
  }

  /** Waits for Redis: without the list nobody knows who may be sent to. */
  boolean forbid(M message) {
    return sender
        .optOutKey(message)
        .map(key -> persistence.call(() -> list.contains(key)).value())
        .orElse(false);
  }

  /** Adds the recipient where the failure says so. */
  void learn(M message, Failure failure) {
    if (sender.isOptOut(failure)) {
      sender
          .optOutKey(message)
          .ifPresent(
              key ->
                  persistence.call(
                      () -> {
                        list.add(key);
                        return key;
                      }));
    }
  }
}

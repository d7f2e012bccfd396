package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.queue.person.OptOutList;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.Sender;

/** Checks the list of opt-outs before each attempt, and adds recipients that providers report. */
public final class OptOuts<M> {
  private final Sender<M> sender;
  private final OptOutList list;
  private final UntilAnswered untilAnswered;

  public OptOuts(Sender<M> sender, OptOutList list, UntilAnswered untilAnswered) {
    this.sender = sender;
    this.list = list;
    this.untilAnswered = untilAnswered;
  }

  /**
   * Returns whether the recipient has opted out; waits for Redis, since nothing may be sent
   * unchecked.
   */
  boolean forbid(M message) {
    return sender
        .optOutKey(message)
        .map(key -> untilAnswered.call(() -> list.contains(key)).value())
        .orElse(false);
  }

  /** Adds the recipient if the failure is an opt-out. */
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

package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.MessageId;
import java.util.Optional;

/**
 * The message that a thread sends after the present one, if it has it already. A sender may begin
 * with it, but hands it over only when it is sent.
 *
 * @param <M> the channel's decoded message
 */
@FunctionalInterface
public interface Upcoming<M> {

  /** A message that is sent next, most likely: another thread may take it over. */
  record Next<M>(MessageId id, M message) {}

  /** Returns the next message; empty if this thread has none yet. */
  Optional<Next<M>> take();

  /** Returns that there is no next message. */
  static <M> Upcoming<M> none() {
    return Optional::empty;
  }
}

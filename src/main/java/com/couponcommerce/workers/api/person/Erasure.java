package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.person.RecipientTraces.Forgotten;
import java.util.Map;

/**
 * The result of one request to erase a person.
 *
 * @param forgotten data that was stored outside of messages
 * @param done true if the whole queue was searched since the erasure began, and nothing was found
 */
public record Erasure(Messages messages, Forgotten forgotten, boolean done) {
  /**
   * The messages of the person.
   *
   * @param removed by state
   * @param changed by state: messages that have other recipients too
   * @param unread messages that are too large to be read by this application
   * @param inFlight messages that are being sent
   */
  public record Messages(
      Map<QueueState, Long> removed, Map<QueueState, Long> changed, long unread, long inFlight) {
    public Messages {
      removed = Map.copyOf(removed);
      changed = Map.copyOf(changed);
    }
  }
}

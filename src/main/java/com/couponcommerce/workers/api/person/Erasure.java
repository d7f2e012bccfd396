package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.RecipientTraces.Forgotten;
import java.util.Map;

/**
 * What one request to erase a person did.
 *
 * @param removed messages, by where they stood
 * @param changed messages that go to others too, by where they stand
 * @param unread messages that are too large to be read by anything of ours
 * @param inFlight messages that are being sent
 * @param forgotten what was kept beside the messages
 * @param done true where all of the queue was looked through since the erasure began, and nothing
 *     was found
 */
public record Erasure(
    Map<QueueState, Long> removed,
    Map<QueueState, Long> changed,
    long unread,
    long inFlight,
    Forgotten forgotten,
    boolean done) {
  public Erasure {
    removed = Map.copyOf(removed);
    changed = Map.copyOf(changed);
  }
}

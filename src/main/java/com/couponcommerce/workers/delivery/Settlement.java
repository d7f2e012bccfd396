package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Persistence.Answer;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.QueueUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the change of state that ends a try; each returns false where the lease was lost. */
public final class Settlement {
  private static final Logger LOG = System.getLogger(Settlement.class.getName());

  private final MessageQueue queue;
  private final HeldLeases held;
  private final Persistence persistence;

  public Settlement(MessageQueue queue, HeldLeases held, Persistence persistence) {
    this.queue = queue;
    this.held = held;
    this.persistence = persistence;
  }

  /**
   * Delivered.
   *
   * @param mark the id to mark as sent
   */
  public boolean ack(HeldLease lease, Optional<MessageId> mark) {
    return settle(lease, candidate -> !queue.ack(Map.of(candidate, mark)).isEmpty());
  }

  public boolean retry(HeldLease lease, Payload payload, Duration delay) {
    return settle(lease, candidate -> queue.retry(candidate, payload, delay));
  }

  public boolean deadLetter(HeldLease lease, Payload payload) {
    return settle(lease, candidate -> queue.deadLetter(candidate, payload));
  }

  public boolean release(HeldLease lease) {
    return settle(lease, candidate -> !queue.release(List.of(candidate)).isEmpty());
  }

  private boolean settle(HeldLease lease, Predicate<Lease> change) {
    try {
      Answer<Boolean> done = persistence.call(() -> held.settling(() -> settleOnce(lease, change)));
      return done.value() || done.repeated();
    } catch (QueueUnavailableException e) {
      held.remove(lease);
      LOG.log(
          Level.WARNING,
          "a message stays in processing and will be reclaimed: {0}",
          e.getMessage());
      return false;
    }
  }

  private boolean settleOnce(HeldLease lease, Predicate<Lease> change) {
    // Each one, not up to the first that says yes: after a lost reply an answer is a guess.
    boolean done = false;
    for (Lease candidate : lease.candidates()) {
      done |= change.test(candidate);
    }
    held.remove(lease);
    return done;
  }
}

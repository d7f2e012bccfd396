package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.Traits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accusation of us that no second message has confirmed yet. The accused messages are held until
 * then.
 */
final class Suspicion<A> {
  /** Messages tried alone that confirm it whatever they were told. */
  private static final int MAX_WITNESSES = 3;

  private final MessageId first;
  private final Traits traits;
  private final Failure failure;
  private final long since;
  private final Instant at;
  private final List<Refused<A>> held = new ArrayList<>();
  private final Map<MessageId, String> accused = new LinkedHashMap<>();
  private int witnesses;

  /**
   * @param since {@code nanoTime} of the accusation
   */
  Suspicion(Refused<A> first, long since, Instant at) {
    this.first = first.id();
    this.traits = first.traits();
    this.failure = first.failure();
    this.since = since;
    this.at = at;
    hold(first);
  }

  private void hold(Refused<A> refused) {
    held.add(refused);
    accused.put(refused.id(), Accusations.said(refused.failure()));
  }

  /**
   * Adds another accused message.
   *
   * @param repeated true if its reply accuses us of the same as one before
   * @return true if no doubt is left
   */
  boolean isConfirmedBy(Refused<A> refused, boolean repeated) {
    hold(refused);
    if (refused.trial()) {
      witnesses++;
    }
    return witnesses >= MAX_WITNESSES
        || (repeated && (refused.trial() || isIndependent(refused.traits())));
  }

  /** Returns the held messages, which are not held any more. */
  List<Refused<A>> takeHeld() {
    List<Refused<A>> taken = List.copyOf(held);
    held.clear();
    return taken;
  }

  /** Returns true if no message is held: the reply's word stands until another message comes. */
  boolean stands() {
    return held.isEmpty();
  }

  boolean accuses(MessageId id) {
    return accused.containsKey(id);
  }

  /** Returns the accused messages, and the accusation of each. */
  Map<MessageId, String> accused() {
    return accused;
  }

  MessageId first() {
    return first;
  }

  Traits traits() {
    return traits;
  }

  Failure failure() {
    return failure;
  }

  long since() {
    return since;
  }

  Instant at() {
    return at;
  }

  /**
   * Returns true if the success of a message shows that the accused ones are at fault. One with its
   * own sender does not, where the default sender is accused.
   */
  boolean isTurnedBy(Traits witness, long begun) {
    return begun - since >= 0 && (!witness.ownSender() || traits.ownSender());
  }

  /** Returns true if a message that was in flight has nothing in common with the first one. */
  private boolean isIndependent(Traits witness) {
    return witness.worthAsWitness(traits) == 3;
  }
}

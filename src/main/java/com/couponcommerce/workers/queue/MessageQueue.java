package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The queue of one channel: one method per verb, each one change of state, all or nothing. A caller
 * that changes a message in processing shows its {@link Lease}; if the lease is lost, nothing
 * happens and the result says so.
 *
 * <p>Every method throws {@link QueueUnavailableException} if Redis does not answer or refuses. All
 * but {@link #claim} may then be called again with the same arguments without doing harm. The
 * messages of a claim whose reply is lost are reclaimed later.
 */
public interface MessageQueue {
  /** Upper bound of a wait in {@link #awaitPending}, and so of the wait that delays a stop. */
  Duration MAX_WAIT = Duration.ofSeconds(1);

  Channel channel();

  /**
   * Moves up to {@code limit} messages from pending to processing, oldest first; none while the
   * channel is paused.
   */
  Claim claim(int limit);

  /**
   * Waits until a message is in pending, without taking it.
   *
   * @param timeout no longer than {@link #MAX_WAIT}
   * @return false if none came in that time
   */
  boolean awaitPending(Duration timeout);

  /**
   * Replaces the payloads of claimed messages.
   *
   * @param changes leases of one claim, each with its new payload
   * @return old lease → new lease, without those that were lost or went back to pending because
   *     their new payload is in processing already
   */
  Map<Lease, Lease> rewrite(Map<Lease, Payload> changes);

  /** Returns a token of this moment by the Redis clock, for {@link #extend}. */
  LeaseToken now();

  /**
   * Extends leases, which from then on have the token {@code now}; not the lease of a message whose
   * id is claimed for another one by now.
   *
   * @param leases each with the id that its producer gave; empty for none
   * @return the leases that were not lost
   */
  Set<Lease> extend(Map<Lease, Optional<MessageId>> leases, LeaseToken now);

  /**
   * Removes delivered messages and marks their ids as sent.
   *
   * @param delivered leases, each with the id to mark; empty for none
   * @return the leases that were not lost
   */
  Set<Lease> ack(Map<Lease, Optional<MessageId>> delivered);

  /** Returns false if DEDUPE_TTL is 0; then no mark is written or found. */
  boolean marksSent();

  /** Whether a message may be sent now as the only one with its id. */
  enum IdClaim {
    /** It may: the id is claimed for it until its lease ends. */
    CLAIMED,
    /** A message with this id was delivered within DEDUPE_TTL. */
    SENT,
    /** The id is claimed for another message. */
    HELD,
    /**
     * The id is claimed for it, and a message with this id was dead-lettered within DEDUPE_TTL
     * whose outcome is unknown.
     */
    MAYBE_SENT
  }

  /**
   * Claims ids that producers gave, so that no other instance sends another message with the same
   * id meanwhile.
   *
   * @param ids leases of one claim, each with its id; no id twice
   */
  Map<Lease, IdClaim> claimIds(Map<Lease, MessageId> ids);

  /**
   * Moves a message to retry, where it waits for its next attempt.
   *
   * @param payload to keep in its place, with the attempt counted
   * @return false if the lease was lost
   */
  boolean retry(Lease lease, Payload payload, Duration delay);

  /**
   * Dead-letters a message.
   *
   * @param payload to keep in its place, with the reason
   * @return false if the lease was lost
   */
  default boolean deadLetter(Lease lease, Payload payload) {
    return deadLetter(lease, payload, Optional.empty());
  }

  /**
   * Dead-letters a message, and marks its id as sent, since it may have been.
   *
   * @param mark id that its producer gave; empty for no mark
   */
  boolean deadLetter(Lease lease, Payload payload, Optional<MessageId> mark);

  /**
   * Gives messages back that were not attempted, to be claimed next in the order of the list.
   *
   * @return the leases that were not lost
   */
  Set<Lease> release(List<Lease> leases);

  /** Moves up to {@code limit} due messages from retry to pending. */
  Promotion promote(int limit);

  /**
   * Lists up to {@code limit} messages in processing that were claimed or extended longer ago than
   * {@code timeout}.
   */
  List<Lease> stale(Duration timeout, int limit);

  /**
   * Takes a message from a worker that died, to be claimed next.
   *
   * @param lease as {@link #stale} returned it
   * @param payload to put into pending in its place, with the lost attempt counted
   * @return false if another instance was faster
   */
  boolean reclaim(Lease lease, Payload payload);
}

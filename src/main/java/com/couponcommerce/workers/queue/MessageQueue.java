package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The queue of one channel: one method per verb, each one change of state, all or nothing. Whoever
 * changes a message in processing shows the {@link Lease}; where the lease is not theirs any more,
 * nothing happens and the result says so.
 *
 * <p>Every method throws {@link QueueUnavailableException} where Redis does not answer or refuses.
 * All but {@link #claim} may then be called again with the same arguments: doing them twice is the
 * same as once.
 */
public interface MessageQueue {
  /** The longest that {@link #awaitPending} may be asked to wait: a stop need not wait longer. */
  Duration LONGEST_WAIT = Duration.ofSeconds(1);

  Channel channel();

  /**
   * Moves up to {@code limit} messages from pending to processing, oldest first; none while the
   * channel is paused.
   */
  Claim claim(int limit);

  /**
   * Waits until something is in pending, without taking it.
   *
   * @param atMost no longer than {@link #LONGEST_WAIT}
   * @return false where nothing came in {@code atMost}
   */
  boolean awaitPending(Duration atMost);

  /**
   * Puts new payloads in the place of claimed ones.
   *
   * @param changes leases of one claim, each with its new payload
   * @return old lease → new lease, without those that were lost or went back to pending because
   *     their new payload is in processing already
   */
  Map<Lease, Lease> rewrite(Map<Lease, Payload> changes);

  /** A token of this moment by the Redis clock, for {@link #extend}. */
  LeaseToken now();

  /**
   * Extends leases, which from then on have the token {@code now}.
   *
   * @return those that were still held
   */
  Set<Lease> extend(Collection<Lease> leases, LeaseToken now);

  /**
   * Removes delivered messages and marks their ids as sent.
   *
   * @param delivered leases, each with the id to mark; empty for none
   * @return those that were still held
   */
  Set<Lease> ack(Map<Lease, Optional<MessageId>> delivered);

  /** False where DEDUPE_TTL is 0: then no mark is written or found. */
  boolean marksSent();

  /** Those of the ids that were marked as sent within DEDUPE_TTL. */
  Set<MessageId> sent(Collection<MessageId> ids);

  /**
   * Lets a message wait for its next try.
   *
   * @param payload what to keep in its place, with the try counted
   * @return false where the lease was lost
   */
  boolean retry(Lease lease, Payload payload, Duration delay);

  /**
   * Gives a message up.
   *
   * @param payload what to keep in its place, with the reason
   * @return false where the lease was lost
   */
  boolean deadLetter(Lease lease, Payload payload);

  /**
   * Gives messages back that were not tried, to be claimed next in the order of the list.
   *
   * @return those that were still held
   */
  Set<Lease> release(List<Lease> leases);

  /** Moves up to {@code limit} messages that are due from retry to pending. */
  Promotion promote(int limit);

  /**
   * Up to {@code limit} messages in processing that were claimed or extended longer ago than {@code
   * timeout}.
   */
  List<Lease> stale(Duration timeout, int limit);

  /**
   * Takes a message from a worker that died, to be claimed next.
   *
   * @param lease as {@link #stale} found it
   * @param payload what to put into pending in its place, with the lost try counted
   * @return false where somebody else was faster
   */
  boolean reclaim(Lease lease, Payload payload);
}

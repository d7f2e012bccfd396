package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.LeaseToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lease of a message that this instance works on. If the reply to an extension was lost, either the
 * old token or the new one is valid.
 */
public final class OwnLease {
  private final Payload payload;
  private final MessageId id;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final long claimed;
  private final Instant claimedAt;
  private List<Lease> candidates;
  private long renewed;
  private OptionalLong sendingSince = OptionalLong.empty();
  private boolean lost;

  /**
   * @param claimed {@code nanoTime} of a moment before the claim
   * @param timeout time for which a lease is guaranteed
   */
  public OwnLease(
      Lease lease, MessageId id, long claimed, Duration timeout, LongSupplier nanoTime) {
    this.payload = lease.payload();
    this.id = id;
    this.candidates = List.of(lease);
    this.claimed = claimed;
    this.claimedAt = lease.token().time();
    this.renewed = claimed;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  public Payload payload() {
    return payload;
  }

  public MessageId id() {
    return id;
  }

  /** Returns the id if its producer gave it; empty for one that the worker made, never reused. */
  public Optional<MessageId> explicitId() {
    return Optional.of(id).filter(MessageId::isExplicit);
  }

  /** Returns the leases of which one is valid; nearly always a single one. */
  public synchronized List<Lease> candidates() {
    return candidates;
  }

  /** Returns the age of the claim or of its last extension. */
  public synchronized Duration age() {
    return Duration.ofNanos(nanoTime.getAsLong() - renewed);
  }

  /** Returns the age of the claim, however often it was extended. */
  public Duration sinceClaim() {
    return Duration.ofNanos(nanoTime.getAsLong() - claimed);
  }

  /**
   * Returns the time by Redis's clock, which is the same for all instances: the time of the claim
   * and what has passed here since.
   */
  public Instant now() {
    return claimedAt.plus(sinceClaim());
  }

  /** Returns the time since its attempt began; zero before. */
  public synchronized Duration sendingFor() {
    return sendingSince.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(nanoTime.getAsLong() - sendingSince.getAsLong());
  }

  /** Returns true from the start of its attempt on. */
  public synchronized boolean isSending() {
    return sendingSince.isPresent();
  }

  public synchronized void sendingStarts() {
    sendingSince = OptionalLong.of(nanoTime.getAsLong());
  }

  /**
   * Notes that the lease was extended.
   *
   * @param askedAt {@code nanoTime} of a moment before the extension
   */
  public synchronized void extended(LeaseToken token, long askedAt) {
    candidates = List.of(new Lease(payload, token));
    renewed = askedAt;
  }

  /** Notes that the reply to an extension was lost. */
  public synchronized void maybeExtended(LeaseToken token) {
    List<Lease> more = new ArrayList<>(candidates);
    more.add(new Lease(payload, token));
    candidates = List.copyOf(more);
  }

  public synchronized void lost() {
    lost = true;
  }

  /** Returns true while the lease is guaranteed to belong to this instance. */
  public synchronized boolean mayHandOver() {
    return !lost && age().compareTo(timeout) < 0;
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.LeaseToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A message that this instance works on, with the lease as far as it is known: when the reply to an
 * extension is lost, the old token or the new one may be the valid one.
 */
public final class OwnLease {
  private final Payload payload;
  private final MessageId id;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final long claimed;
  private List<Lease> candidates;
  private long heldSince;
  private OptionalLong sendingSince = OptionalLong.empty();
  private boolean lost;

  /**
   * @param heldSince {@code nanoTime} of a moment before the claim
   * @param timeout how long a lease is sure
   */
  public OwnLease(
      Lease lease, MessageId id, long heldSince, Duration timeout, LongSupplier nanoTime) {
    this.payload = lease.payload();
    this.id = id;
    this.candidates = List.of(lease);
    this.claimed = heldSince;
    this.heldSince = heldSince;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  public Payload payload() {
    return payload;
  }

  public MessageId id() {
    return id;
  }

  /** The leases of which one is valid; nearly always a single one. */
  public synchronized List<Lease> candidates() {
    return candidates;
  }

  /** Age of the claim or of its last extension. */
  public synchronized Duration age() {
    return Duration.ofNanos(nanoTime.getAsLong() - heldSince);
  }

  /** Age of the claim, however often it was extended. */
  public Duration sinceClaim() {
    return Duration.ofNanos(nanoTime.getAsLong() - claimed);
  }

  /** How long it has been sent for; zero before. */
  public synchronized Duration sendingFor() {
    return sendingSince.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(nanoTime.getAsLong() - sendingSince.getAsLong());
  }

  /** True from the start of its try on. */
  public synchronized boolean isSending() {
    return sendingSince.isPresent();
  }

  public synchronized void sendingStarts() {
    sendingSince = OptionalLong.of(nanoTime.getAsLong());
  }

  /**
   * The lease was extended.
   *
   * @param asked {@code nanoTime} of a moment before the extension
   */
  public synchronized void extended(LeaseToken token, long asked) {
    candidates = List.of(new Lease(payload, token));
    heldSince = asked;
  }

  /** The reply to an extension was lost. */
  public synchronized void maybeExtended(LeaseToken token) {
    List<Lease> more = new ArrayList<>(candidates);
    more.add(new Lease(payload, token));
    candidates = List.copyOf(more);
  }

  public synchronized void lost() {
    lost = true;
  }

  /** True where this instance surely still has the lease. */
  public synchronized boolean mayHandOver() {
    return !lost && age().compareTo(timeout) < 0;
  }
}

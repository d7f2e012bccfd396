package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.LeaseToken;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Extends the leases of messages that are waiting for their turn or being sent, so that nobody else
 * sends them too. A send makes progress or ends, since each of its steps has a finite timeout; one
 * that takes longer than the send deadline all the same is not extended any more, and its {@link
 * OwnLease#mayHandOver} says no.
 */
public final class LeaseExtender implements Duty {
  private static final EventLog LOG = EventLog.of(LeaseExtender.class);

  private final MessageQueue queue;
  private final InFlight inFlight;
  private final Duration timeout;
  private final Duration sendDeadline;
  private final LongSupplier nanoTime;

  public LeaseExtender(
      MessageQueue queue,
      InFlight inFlight,
      Duration timeout,
      Duration sendDeadline,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.inFlight = inFlight;
    this.timeout = timeout;
    this.sendDeadline = sendDeadline;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return queue.channel() + " extend";
  }

  /**
   * Looks every sixth of the lease at those older than a third: each is extended before half of it
   * is over.
   */
  @Override
  public Duration runOnce() {
    List<OwnLease> old = inFlight.all().stream().filter(this::needsExtension).toList();
    if (!old.isEmpty()) {
      inFlight.extending(() -> extend(old));
    }
    return timeout.dividedBy(6);
  }

  private boolean needsExtension(OwnLease lease) {
    return lease.age().compareTo(timeout.dividedBy(3)) > 0
        && lease.sendingFor().compareTo(sendDeadline) < 0;
  }

  private void extend(List<OwnLease> old) {
    long asked = nanoTime.getAsLong();
    LeaseToken now = queue.now();
    List<Lease> candidates = old.stream().flatMap(lease -> lease.candidates().stream()).toList();
    try {
      Set<Lease> extended = queue.extend(candidates, now);
      old.forEach(lease -> note(lease, extended, now, asked));
    } catch (QueueUnavailableException e) {
      old.forEach(lease -> lease.maybeExtended(now));
      throw e;
    }
  }

  private void note(OwnLease lease, Set<Lease> extended, LeaseToken now, long asked) {
    if (lease.candidates().stream().anyMatch(extended::contains)) {
      lease.extended(now, asked);
    } else if (inFlight.contains(lease.payload())) {
      lease.lost();
      LOG.warning(
          LogLine.saying("lease-taken", "another worker took a lease of ours")
              .with("channel", queue.channel())
              .with("id", lease.id()));
    }
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.LeaseToken;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Extends the leases of messages in flight, so that no other worker sends them too. A send makes
 * progress or ends, since each of its steps has a finite timeout. One that takes longer than the
 * send deadline all the same is no longer extended, and its {@link OwnLease#mayHandOver} returns
 * false.
 */
public final class LeaseExtender implements Duty {
  private static final EventLog LOG = EventLog.of(LeaseExtender.class);

  private final MessageQueue queue;
  private final InFlight inFlight;
  private final Duration timeout;
  private final Duration sendDeadline;
  private final LongSupplier nanoTime;

  public LeaseExtender(ChannelContext<?> context, Duration timeout, Duration sendDeadline) {
    this.queue = context.queue();
    this.inFlight = context.inFlight();
    this.timeout = timeout;
    this.sendDeadline = sendDeadline;
    this.nanoTime = context.nanoTime();
  }

  @Override
  public String name() {
    return queue.channel() + " extend";
  }

  /**
   * Extends leases older than a third of their time, every sixth of it: each is extended before
   * half of its time is over.
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
    long askedAt = nanoTime.getAsLong();
    LeaseToken now = queue.now();
    Map<Lease, Optional<MessageId>> candidates = new LinkedHashMap<>();
    old.forEach(
        lease ->
            lease.candidates().forEach(candidate -> candidates.put(candidate, lease.explicitId())));
    try {
      Set<Lease> extended = queue.extend(candidates, now);
      old.forEach(lease -> note(lease, extended, now, askedAt));
    } catch (QueueUnavailableException e) {
      old.forEach(lease -> lease.maybeExtended(now));
      throw e;
    }
  }

  private void note(OwnLease lease, Set<Lease> extended, LeaseToken now, long askedAt) {
    if (lease.candidates().stream().anyMatch(extended::contains)) {
      lease.extended(now, askedAt);
    } else if (inFlight.contains(lease.payload())) {
      lease.lost();
      LOG.warning(
          LogLine.saying("lease-taken", "another worker took a lease of this instance")
              .with("channel", queue.channel())
              .with("id", lease.id()));
    }
  }
}

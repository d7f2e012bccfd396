package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueue.IdClaim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A queue without Redis that keeps the same contract. */
public final class InMemoryMessageQueue implements MessageQueue {
  private final int maxMessageBytes;
  private final Duration dedupeTtl;

  /** Pending messages, the next to be claimed first. */
  private final Deque<Payload> pending = new ArrayDeque<>();

  private final Map<Payload, Long> processing = new LinkedHashMap<>();
  private final Map<Payload, Long> retry = new LinkedHashMap<>();
  private final Deque<Payload> deadLetters = new ArrayDeque<>();
  private boolean paused;

  /** Id → time of delivery. */
  private final Map<MessageId, Long> sent = new LinkedHashMap<>();

  /** Those of {@link #sent} whose outcome is unknown. */
  private final Set<MessageId> maybeSent = new HashSet<>();

  /** Id → message for which it is claimed. */
  private final Map<MessageId, Lease> owners = new LinkedHashMap<>();

  /**
   * Clock in microseconds, from 2026-11-23T12:00:00Z on. Each reading advances it, so that no two
   * tokens are the same.
   */
  private long clock = 1_795_435_200_000_000L;

  public InMemoryMessageQueue(int maxMessageBytes) {
    this(maxMessageBytes, Duration.ofHours(24));
  }

  public InMemoryMessageQueue(int maxMessageBytes, Duration dedupeTtl) {
    this.maxMessageBytes = maxMessageBytes;
    this.dedupeTtl = dedupeTtl;
  }

  public synchronized void push(Payload... payloads) {
    for (Payload payload : payloads) {
      pending.addLast(payload);
    }
    notifyAll();
  }

  /** Pauses or resumes the channel like an operator. */
  public synchronized void pause(boolean paused) {
    this.paused = paused;
  }

  /** Advances the clock of leases and due times. */
  public synchronized void tick(Duration time) {
    clock += TimeUnit.NANOSECONDS.toMicros(time.toNanos());
  }

  public synchronized List<Payload> pending() {
    return List.copyOf(pending);
  }

  public synchronized List<Payload> processing() {
    return List.copyOf(processing.keySet());
  }

  public synchronized List<Payload> retry() {
    return retry.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  public synchronized List<Payload> deadLetters() {
    return List.copyOf(deadLetters);
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public synchronized Claim claim(int limit) {
    long micros = ++clock;
    List<Lease> leases = new ArrayList<>();
    int twins = 0;
    int tooLarge = 0;
    int bytes = 0;
    for (int i = 0; i < limit && !paused && !pending.isEmpty(); i++) {
      int size = pending.getFirst().size();
      if (size <= maxMessageBytes && bytes + size > maxMessageBytes) {
        break;
      }
      Payload payload = pending.removeFirst();
      if (payload.size() > maxMessageBytes) {
        deadLetters.addFirst(payload);
        tooLarge++;
      } else if (processing.putIfAbsent(payload, micros) == null) {
        leases.add(new Lease(payload, token(micros)));
        bytes += size;
      } else {
        pending.addLast(payload);
        twins++;
      }
    }
    return new Claim(leases, twins, tooLarge, paused);
  }

  @Override
  public synchronized boolean awaitPending(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toNanos(); pending.isEmpty() && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !pending.isEmpty();
  }

  @Override
  public synchronized Map<Lease, Lease> rewrite(Map<Lease, Payload> changes) {
    Map<Lease, Lease> rewritten = new LinkedHashMap<>();
    changes.forEach(
        (lease, payload) -> {
          Lease changed = new Lease(payload, lease.token());
          if (isHeld(lease)) {
            Long score = Objects.requireNonNull(processing.remove(lease.payload()));
            if (processing.putIfAbsent(payload, score) == null) {
              rewritten.put(lease, changed);
            } else {
              pending.addLast(lease.payload());
            }
          } else if (isHeld(changed)) {
            rewritten.put(lease, changed);
          }
        });
    return rewritten;
  }

  @Override
  public synchronized LeaseToken now() {
    return token(++clock);
  }

  @Override
  public synchronized Set<Lease> extend(Map<Lease, Optional<MessageId>> leases, LeaseToken now) {
    Set<Lease> extended = new LinkedHashSet<>();
    leases.forEach(
        (lease, id) -> {
          Lease renewed = new Lease(lease.payload(), now);
          Optional<Lease> owner = id.map(owners::get);
          boolean isTaken =
              owner.isPresent() && !owner.get().equals(lease) && !owner.get().equals(renewed);
          if (!isTaken && (isHeld(lease) || isHeld(renewed))) {
            processing.put(lease.payload(), micros(now));
            id.ifPresent(claimed -> owners.replace(claimed, lease, renewed));
            extended.add(lease);
          }
        });
    return extended;
  }

  @Override
  public synchronized Set<Lease> ack(Map<Lease, Optional<MessageId>> delivered) {
    Set<Lease> acked = new LinkedHashSet<>();
    delivered.forEach(
        (lease, id) -> {
          if (take(lease)) {
            id.filter(mark -> marksSent())
                .ifPresent(
                    mark -> {
                      sent.put(mark, clock);
                      maybeSent.remove(mark);
                      owners.remove(mark);
                    });
            acked.add(lease);
          }
        });
    return acked;
  }

  @Override
  public boolean marksSent() {
    return !dedupeTtl.isZero();
  }

  @Override
  public synchronized Map<Lease, IdClaim> claimIds(Map<Lease, MessageId> ids) {
    Map<Lease, IdClaim> claims = new LinkedHashMap<>();
    ids.forEach((lease, id) -> claims.put(lease, claimId(lease, id)));
    return claims;
  }

  private void markMaybe(MessageId id) {
    sent.put(id, clock);
    maybeSent.add(id);
  }

  private IdClaim claimId(Lease lease, MessageId id) {
    long oldest = clock - TimeUnit.NANOSECONDS.toMicros(dedupeTtl.toNanos());
    boolean isMarked = sent.getOrDefault(id, Long.MIN_VALUE) > oldest;
    if (isMarked && !maybeSent.contains(id)) {
      return IdClaim.SENT;
    }
    Lease owner = owners.get(id);
    if (marksSent() && owner != null && !owner.equals(lease) && isHeld(owner)) {
      return IdClaim.HELD;
    }
    owners.put(id, lease);
    return isMarked ? IdClaim.MAYBE_SENT : IdClaim.CLAIMED;
  }

  @Override
  public synchronized boolean retry(Lease lease, Payload payload, Duration delay) {
    if (!take(lease)) {
      return false;
    }
    if (retry.putIfAbsent(payload, clock + TimeUnit.NANOSECONDS.toMicros(delay.toNanos()))
        != null) {
      pending.addLast(payload);
    }
    return true;
  }

  @Override
  public synchronized boolean deadLetter(Lease lease, Payload payload, Optional<MessageId> mark) {
    boolean held = take(lease);
    if (held) {
      mark.filter(id -> marksSent()).ifPresent(this::markMaybe);
      deadLetters.addFirst(payload);
    }
    return held;
  }

  @Override
  public synchronized Set<Lease> release(List<Lease> leases) {
    Set<Lease> released = new LinkedHashSet<>();
    for (int i = leases.size() - 1; i >= 0; i--) {
      if (take(leases.get(i))) {
        pending.addFirst(leases.get(i).payload());
        released.add(leases.get(i));
      }
    }
    notifyAll();
    return released;
  }

  @Override
  public synchronized Promotion promote(int limit) {
    clock++;
    List<Payload> due =
        retry().stream().filter(payload -> due(payload) <= clock).limit(limit).toList();
    due.forEach(retry::remove);
    push(due.toArray(Payload[]::new));
    Optional<Duration> nextDue =
        retry.values().stream()
            .min(Comparator.naturalOrder())
            .map(micros -> Duration.ofNanos(Math.max(0, micros - clock) * 1000));
    return new Promotion(due.size(), nextDue);
  }

  @Override
  public synchronized List<Lease> stale(Duration timeout, int limit) {
    long oldestHeld = ++clock - TimeUnit.NANOSECONDS.toMicros(timeout.toNanos());
    return processing.entrySet().stream()
        .filter(entry -> entry.getValue() <= oldestHeld)
        .limit(limit)
        .map(entry -> new Lease(entry.getKey(), token(entry.getValue())))
        .toList();
  }

  @Override
  public synchronized boolean reclaim(Lease lease, Payload payload) {
    boolean held = take(lease);
    if (held) {
      pending.addFirst(payload);
    }
    return held;
  }

  /** Returns the ids that were marked as sent within the time for which marks are kept. */
  public synchronized Set<MessageId> sent(Collection<MessageId> ids) {
    long oldest = clock - TimeUnit.NANOSECONDS.toMicros(dedupeTtl.toNanos());
    Set<MessageId> found = new LinkedHashSet<>(ids);
    found.removeIf(id -> sent.getOrDefault(id, Long.MIN_VALUE) <= oldest);
    return found;
  }

  public synchronized boolean redrive(Payload deadLetter, Optional<MessageId> id) {
    boolean there = deadLetters.removeFirstOccurrence(deadLetter);
    if (there) {
      id.ifPresent(sent::remove);
      push(deadLetter);
    }
    return there;
  }

  public synchronized boolean discard(Payload deadLetter) {
    return deadLetters.removeFirstOccurrence(deadLetter);
  }

  public synchronized QueueCounts counts() {
    return new QueueCounts(pending.size(), processing.size(), retry.size(), deadLetters.size());
  }

  private long due(Payload payload) {
    return Objects.requireNonNull(retry.get(payload));
  }

  private boolean isHeld(Lease lease) {
    Long score = processing.get(lease.payload());
    return score != null && token(score).equals(lease.token());
  }

  private boolean take(Lease lease) {
    boolean held = isHeld(lease);
    if (held) {
      processing.remove(lease.payload());
    }
    return held;
  }

  private static LeaseToken token(long micros) {
    return new LeaseToken(micros / 1000 + "." + String.valueOf(1000 + micros % 1000).substring(1));
  }

  private static long micros(LeaseToken token) {
    return Long.parseLong(token.score().replace(".", ""));
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Leases of all messages that this instance works on, waiting or being sent.
 *
 * <p>An extension changes the token with which a message is settled, so no message is settled
 * during an extension. Extensions are rare: only sends longer than a third of the lease need one.
 */
public final class InFlight {
  private final Map<Payload, OwnLease> leases = new ConcurrentHashMap<>();
  private final ReadWriteLock tokens = new ReentrantReadWriteLock();

  public void add(OwnLease lease) {
    leases.put(lease.payload(), lease);
  }

  public void remove(OwnLease lease) {
    leases.remove(lease.payload(), lease);
  }

  public boolean contains(Payload payload) {
    return leases.containsKey(payload);
  }

  public List<OwnLease> all() {
    return List.copyOf(leases.values());
  }

  /**
   * Returns the ids that producers gave; another message may have the same.
   *
   * @param claimed messages that were claimed just now: an older lease of one of them is what a
   *     release has not removed yet
   */
  Set<MessageId> explicitIdsBesides(Set<Payload> claimed) {
    Set<MessageId> ids = new HashSet<>();
    for (OwnLease lease : leases.values()) {
      if (!claimed.contains(lease.payload())) {
        lease.explicitId().ifPresent(ids::add);
      }
    }
    return ids;
  }

  public int size() {
    return leases.size();
  }

  /** Runs a settlement, concurrently with others but not with an extension. */
  public <T> T settling(Supplier<T> settlement) {
    tokens.readLock().lock();
    try {
      return settlement.get();
    } finally {
      tokens.readLock().unlock();
    }
  }

  /** Runs an extension while no message is settled. */
  public void extending(Runnable extension) {
    tokens.writeLock().lock();
    try {
      extension.run();
    } finally {
      tokens.writeLock().unlock();
    }
  }
}

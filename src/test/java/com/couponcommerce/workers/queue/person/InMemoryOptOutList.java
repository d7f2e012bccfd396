package com.couponcommerce.workers.queue.person;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An opt-out list without Redis. */
public final class InMemoryOptOutList implements OptOutList {
  private final Set<String> recipients = ConcurrentHashMap.newKeySet();

  @Override
  public boolean contains(String recipient) {
    return recipients.contains(recipient);
  }

  @Override
  public void add(String recipient) {
    recipients.add(recipient);
  }
}

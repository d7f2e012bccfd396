package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sending marks without Redis. */
public final class InMemorySendingMarks implements SendingMarks {
  private final Set<MessageId> ids = ConcurrentHashMap.newKeySet();

  @Override
  public void mark(MessageId id) {
    ids.add(id);
  }

  @Override
  public void unmark(MessageId id) {
    ids.remove(id);
  }

  @Override
  public boolean isMarked(MessageId id) {
    return ids.contains(id);
  }
}

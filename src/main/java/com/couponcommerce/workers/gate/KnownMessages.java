package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The last {@value #MAX} messages of which something was found out. */
final class KnownMessages {
  private static final int MAX = 1000;

  private final Set<MessageId> ids =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<MessageId, Boolean> eldest) {
              return size() > MAX;
            }
          });

  void addAll(Collection<MessageId> found) {
    ids.addAll(found);
  }

  /** Adds a message; returns false if it was known. */
  boolean add(MessageId id) {
    return ids.add(id);
  }

  boolean contains(MessageId id) {
    return ids.contains(id);
  }
}

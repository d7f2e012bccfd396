package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Messages that were accused and turned out to be at fault; the last {@value #MAX}. */
final class OwnFaults {
  private static final int MAX = 1000;

  private final Set<MessageId> ids =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<MessageId, Boolean> eldest) {
              return size() > MAX;
            }
          });

  void add(Collection<MessageId> found) {
    ids.addAll(found);
  }

  boolean contains(MessageId id) {
    return ids.contains(id);
  }
}

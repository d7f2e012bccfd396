package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last {@value #MAX} accused messages, with the accusation of each. */
final class KnownMessages {
  private static final int MAX = 1000;

  private final Map<MessageId, String> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MessageId, String> eldest) {
          return size() > MAX;
        }
      };

  /** Adds a message; returns false if it was known. */
  boolean add(MessageId id, String accusation) {
    return said.put(id, accusation) == null;
  }

  boolean contains(MessageId id) {
    return said.containsKey(id);
  }

  /** Returns true if the message is known for the same. */
  boolean contains(MessageId id, String accusation) {
    return accusation.equals(said.get(id));
  }
}

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The states of a message on the queue. {@link #id()} is the name in the API, the label of metrics
 * and the end of the Redis key.
 */
public enum QueueState {
  PENDING(true),
  PROCESSING(false),
  RETRY(false),
  DEAD_LETTER(true);

  private final boolean isList;

  QueueState(boolean isList) {
    this.isList = isList;
  }

  /** Returns the state with an id; empty if there is none. */
  public static Optional<QueueState> of(String id) {
    return Arrays.stream(values()).filter(state -> state.id().equals(id)).findFirst();
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns true for a list, false for a sorted set. */
  public boolean isList() {
    return isList;
  }

  /** Returns the key that holds the messages in this state. */
  public String key(QueueKeys keys) {
    return switch (this) {
      case PENDING -> keys.pending();
      case PROCESSING -> keys.processing();
      case RETRY -> keys.retry();
      case DEAD_LETTER -> keys.deadLetter();
    };
  }
}

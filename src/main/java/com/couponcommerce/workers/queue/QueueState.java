package com.couponcommerce.workers.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a message can be on the queue; {@link #id()} is its name in the API, the label of figures
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

  /** True for a list, false for a sorted set. */
  boolean isList() {
    return isList;
  }

  /** The key that holds what is in this state. */
  String key(QueueKeys keys) {
    return switch (this) {
      case PENDING -> keys.pending();
      case PROCESSING -> keys.processing();
      case RETRY -> keys.retry();
      case DEAD_LETTER -> keys.deadLetter();
    };
  }

  public long of(QueueCounts counts) {
    return switch (this) {
      case PENDING -> counts.pending();
      case PROCESSING -> counts.processing();
      case RETRY -> counts.retry();
      case DEAD_LETTER -> counts.deadLetter();
    };
  }
}

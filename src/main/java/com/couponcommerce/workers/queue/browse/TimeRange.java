package com.couponcommerce.workers.queue.browse;

import java.time.Instant;
import java.util.Optional;

/**
 * A range of time.
 *
 * @param from its first moment; empty for no lower bound
 * @param to the moment after its last one; empty for no upper bound
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> to) {
  public static final TimeRange ANY = new TimeRange(Optional.empty(), Optional.empty());

  /** Returns whether a time is in this range; an unknown time is in {@link #ANY} only. */
  boolean contains(Optional<Instant> time) {
    return equals(ANY)
        || time.filter(at -> from.filter(at::isBefore).isEmpty())
            .filter(at -> to.stream().allMatch(at::isBefore))
            .isPresent();
  }
}

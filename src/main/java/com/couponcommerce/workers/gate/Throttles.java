package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a limit that some messages pass and some do not from the refusal of one message: a second
 * one is told the same soon after.
 */
final class Throttles {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private @Nullable Throttle last;

  private record Throttle(MessageId id, String said, long at) {}

  Throttles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes a message that was throttled while another passed; returns true if it met a limit. */
  boolean isLimit(MessageId id, String said) {
    Throttle before = last;
    last = new Throttle(id, said, nanoTime.getAsLong());
    return before != null
        && !before.id().equals(id)
        && before.said().equals(said)
        && nanoTime.getAsLong() - before.at() < SOON.toNanos();
  }
}

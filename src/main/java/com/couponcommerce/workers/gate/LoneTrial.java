package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The message that is tried alone while the gate is not open. */
final class LoneTrial {
  /** Time after which another message is tried beside one whose outcome is not known yet. */
  private static final Duration TIME = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private @Nullable MessageId message;
  private long since;

  LoneTrial(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Begins another trial; returns the message of the one before if its outcome is not known yet.
   */
  Optional<MessageId> begin(MessageId id) {
    Optional<MessageId> before = Optional.ofNullable(message);
    message = id;
    since = nanoTime.getAsLong();
    return before;
  }

  boolean isOf(MessageId id) {
    return id.equals(message);
  }

  /** Ends the trial of a message; returns false if another one or none is tried. */
  boolean end(MessageId id) {
    boolean was = isOf(id);
    if (was) {
      message = null;
    }
    return was;
  }

  boolean isRunning() {
    return message != null && nanoTime.getAsLong() - since < TIME.toNanos();
  }
}

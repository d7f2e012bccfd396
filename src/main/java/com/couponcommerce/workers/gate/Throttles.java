package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Tells a limit that some messages pass and some do not from the refusal of single messages:
 * several are told the same words within seconds.
 */
final class Throttles {
  /** Messages that show a limit; the ones before were at fault themselves, as it seemed. */
  private static final int MESSAGES = 3;

  private static final Duration TIME = Duration.ofSeconds(10);
  private static final int MAX = 1000;

  private final LongSupplier nanoTime;
  private final Deque<Throttle> last = new ArrayDeque<>();

  private record Throttle(MessageId id, String words, long at) {}

  Throttles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes a message that was throttled while another passed; returns true if it met a limit. */
  boolean isLimit(MessageId id, String words) {
    long now = nanoTime.getAsLong();
    last.removeIf(old -> old.id().equals(id) || now - old.at() >= TIME.toNanos());
    if (last.size() == MAX) {
      last.remove();
    }
    last.add(new Throttle(id, words, now));
    return last.stream().filter(throttle -> throttle.words().equals(words)).count() >= MESSAGES;
  }
}

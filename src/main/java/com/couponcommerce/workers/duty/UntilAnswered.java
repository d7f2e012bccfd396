package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Repeats a change of state until Redis answers: a delivered mail whose ack is dropped would be
 * sent a second time. Repeating is safe without a time limit, since every change is refused once
 * another worker has the lease.
 */
public final class UntilAnswered {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  private final StopSignal stop;

  /** Last answer of Redis to each call that waits. */
  private final Map<Object, QueueUnavailableException> waiting = new ConcurrentHashMap<>();

  /**
   * Answer of Redis.
   *
   * @param repeated true if an earlier call without an answer may have made the change
   */
  public record Answer<T>(T value, boolean repeated) {}

  /**
   * @param stop ends the wait for an unavailable Redis
   */
  public UntilAnswered(StopSignal stop) {
    this.stop = stop;
  }

  /**
   * Repeats the call until there is an answer.
   *
   * @throws QueueUnavailableException if the stop comes first
   */
  public <T> Answer<T> call(Supplier<T> change) {
    try {
      return new Answer<>(change.get(), false);
    } catch (QueueUnavailableException e) {
      return repeat(change, e);
    }
  }

  private <T> Answer<T> repeat(Supplier<T> change, QueueUnavailableException first) {
    QueueUnavailableException last = first;
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        waiting.put(change, last);
        if (stop.pause(pause)) {
          throw last;
        }
        try {
          return new Answer<>(change.get(), true);
        } catch (QueueUnavailableException e) {
          last = e;
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
      }
    } finally {
      waiting.remove(change);
    }
  }

  /** Returns why Redis refuses what a call waits for, without its address; empty if none waits. */
  public Optional<String> refusal() {
    return waiting.values().stream()
        .filter(e -> e.refusal().isPresent())
        .map(QueueUnavailableException::publicReason)
        .findAny();
  }
}

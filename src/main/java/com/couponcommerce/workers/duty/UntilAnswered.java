package com.couponcommerce.workers.duty;

import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a change of state until Redis answers: after a delivered mail, giving up its ack would
 * send it a second time. Repeating is safe without a time limit, since every change is refused once
 * the lease is somebody else's.
 */
public final class UntilAnswered {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final StopSignal giveUp;

  /**
   * What Redis answered.
   *
   * @param repeated true where an earlier call without an answer may have made the change
   */
  public record Answer<T>(T value, boolean repeated) {}

  /**
   * @param giveUp ends the wait for a Redis that is away
   */
  public UntilAnswered(StopSignal giveUp) {
    this.giveUp = giveUp;
  }

  /**
   * Calls until there is an answer.
   *
   * @throws QueueUnavailableException where the stop came first
   */
  public <T> Answer<T> call(Supplier<T> change) {
    Duration pause = FIRST_PAUSE;
    for (boolean repeated = false; ; repeated = true) {
      try {
        return new Answer<>(change.get(), repeated);
      } catch (QueueUnavailableException e) {
        if (giveUp.pause(pause)) {
          throw e;
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }
}

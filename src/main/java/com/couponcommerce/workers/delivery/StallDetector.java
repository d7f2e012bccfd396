package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.settings.WorkSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Detects that a channel is no longer drained. A run of the drain duty that ends is progress, even
 * if it claims nothing: then nothing is pending, a limit or a pause keeps messages in pending, or
 * their byte-identical twins are in processing. A run without room is no progress, since the sends
 * may hang.
 */
public final class StallDetector {
  private final ChannelContext<?> context;
  private final WorkSettings work;
  private long goodUntil;

  public StallDetector(ChannelContext<?> context, WorkSettings work) {
    this.context = context;
    this.work = work;
    this.goodUntil = context.nanoTime().getAsLong();
  }

  /**
   * Notes progress: a run that had room, or a finished attempt.
   *
   * @param pause intended time until the next run, which does not count as a stall
   */
  public synchronized void progressed(Duration pause) {
    goodUntil = Math.max(goodUntil, context.nanoTime().getAsLong() + pause.toNanos());
  }

  /** Returns the time without progress, intended pauses not counted. */
  private synchronized Duration sinceProgress() {
    return Duration.ofNanos(Math.max(0, context.nanoTime().getAsLong() - goodUntil));
  }

  /**
   * Returns the stall if nothing has been claimed for STALL_TIMEOUT_MS without a good reason.
   *
   * @param full true if there is no room for another claim
   * @param cause a cause that is known: what Redis refuses, or what the executor lacks
   * @param trouble likely reason why the drain duty makes no progress, if none is known
   */
  public Optional<Stall> stall(boolean full, Optional<String> cause, Supplier<String> trouble) {
    Duration since = sinceProgress();
    if (since.compareTo(work.timeouts().stall()) <= 0
        || context.gate().pause().isPresent()
        || (full && cause.isEmpty() && anySendWorks())) {
      return Optional.empty();
    }
    return Optional.of(
        new Stall(
            since,
            cause.orElseGet(() -> full ? "all slots hang: take a thread dump" : trouble.get())));
  }

  /** Returns true if a send is within SEND_DEADLINE_MS: a slow provider does not hang. */
  private boolean anySendWorks() {
    return context.inFlight().all().stream()
        .anyMatch(
            lease ->
                lease.isSending()
                    && lease.sendingFor().compareTo(work.timeouts().sendDeadline()) <= 0);
  }
}

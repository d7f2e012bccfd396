package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.settings.WorkSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Notices when a channel is not drained any more. A run of the drain duty that ends is progress,
 * even where it claims nothing: then nothing is pending, a limit or a pause holds the messages
 * back, or their byte-identical twins are in processing. A run without room is none, since the
 * sends may hang.
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
   * Notes progress: a run that had room, or a message that is about to leave its slot.
   *
   * @param pause intended until the next run, which does not count as a stall
   */
  public synchronized void progressed(Duration pause) {
    goodUntil = Math.max(goodUntil, context.nanoTime().getAsLong() + pause.toNanos());
  }

  /** Time without progress, without intended pauses. */
  private synchronized Duration sinceProgress() {
    return Duration.ofNanos(Math.max(0, context.nanoTime().getAsLong() - goodUntil));
  }

  /**
   * Returns why nothing has been claimed for STALL_TIMEOUT_MS, where there is no good reason.
   *
   * @param full true where there is no room for another claim
   * @param trouble likely reason why the drain duty makes no progress
   */
  public Optional<Stall> stall(boolean full, Supplier<String> trouble) {
    Duration since = sinceProgress();
    if (since.compareTo(work.timeouts().stall()) <= 0
        || context.breaker().pause().isPresent()
        || (full && anySendWorks())) {
      return Optional.empty();
    }
    return Optional.of(
        new Stall(since, full ? "all slots hang: take a thread dump" : trouble.get()));
  }

  /** A slow provider is not a hung one until SEND_DEADLINE_MS. */
  private boolean anySendWorks() {
    return context.inFlight().all().stream()
        .anyMatch(
            lease -> lease.isSending() && lease.sendingFor().compareTo(work.timeouts().sendDeadline()) <= 0);
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.settings.WorkSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs the drain duty and notices when nothing comes of it any more. A run that ends is a good one,
 * even where it claims nothing: then nothing is pending, a limit or a pause holds the messages
 * back, or others have their twins. Not so while there is no room, since the sends may hang.
 */
public final class StallDetector implements Duty {
  private final Drainer<?> drainer;
  private final SendPool<?> pool;
  private final ChannelContext<?> context;
  private final WorkSettings work;
  private long goodUntil;

  public StallDetector(
      Drainer<?> drainer, SendPool<?> pool, ChannelContext<?> context, WorkSettings work) {
    this.drainer = drainer;
    this.pool = pool;
    this.context = context;
    this.work = work;
    this.goodUntil = context.nanoTime().getAsLong();
  }

  @Override
  public String name() {
    return drainer.name();
  }

  @Override
  public Duration runOnce() {
    return noticed(drainer.runOnce());
  }

  /** As {@link Drainer#topUp}. */
  public Duration topUp() {
    return noticed(drainer.topUp());
  }

  private Duration noticed(Duration pause) {
    if (drainer.hasRoom() && !pool.isRefused()) {
      goesOn(pause);
    }
    return pause;
  }

  /** A message that took a slot is about to leave it. */
  public void sendEnded() {
    goesOn(Duration.ZERO);
  }

  private synchronized void goesOn(Duration pause) {
    goodUntil = Math.max(goodUntil, context.nanoTime().getAsLong() + pause.toNanos());
  }

  /** For how long nothing has come of it, pauses that were meant not counted. */
  private synchronized Duration standsStillFor() {
    return Duration.ofNanos(Math.max(0, context.nanoTime().getAsLong() - goodUntil));
  }

  /**
   * Why nothing has been claimed for STALL_TIMEOUT_MS, where there is no good reason for it.
   *
   * @param loop runs this duty
   */
  public Optional<Stall> stall(DutyLoop loop) {
    Duration since = standsStillFor();
    boolean full = !drainer.hasRoom();
    if (since.compareTo(work.timeouts().stall()) <= 0
        || context.breaker().pause().isPresent()
        || (full && anySendWorks())) {
      return Optional.empty();
    }
    return Optional.of(
        new Stall(since, full ? "all slots hang: take a thread dump" : loop.trouble()));
  }

  /** A slow provider is not a hung one until SEND_DEADLINE_MS. */
  private boolean anySendWorks() {
    return context.inFlight().all().stream()
        .anyMatch(
            lease ->
                lease.isSending()
                    && lease.sendingFor().compareTo(work.timeouts().sendDeadline()) <= 0);
  }
}

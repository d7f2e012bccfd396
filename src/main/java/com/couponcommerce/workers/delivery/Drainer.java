package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Claimer.Taken;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.limit.Permits;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.CurrentSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Claims messages and has them sent, never more than there is room for. Only this duty waits for
 * new messages: one blocked connection per channel and instance, since an LPUSH wakes all that
 * block.
 */
public final class Drainer<M> implements Duty {
  /** Poll interval for events without a signal: a settled twin, or the outcome of a trial. */
  private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

  /**
   * Pause before an executor is asked again that accepts no work; it does not signal its return.
   */
  private static final Duration REJECTED_PAUSE = Duration.ofSeconds(1);

  /** Shortest wait for permits, so that a high limit needs few claims, not one for each message. */
  private static final Duration MIN_PERMIT_WAIT = Duration.ofMillis(5);

  /** Most claims that a sender thread makes before it sends again. */
  private static final int MAX_TOP_UP_CLAIMS = 4;

  private final ChannelContext<M> context;
  private final Claimer<M> claimer;
  private final ClaimRoom room;
  private final Verdicts<M> verdicts;
  private final StallDetector stalls;
  private final CurrentSettings settings;
  private boolean probed;

  /** Makes a drainer that has not polled yet. */
  public Drainer(
      ChannelContext<M> context,
      Claimer<M> claimer,
      ClaimRoom room,
      Verdicts<M> verdicts,
      StallDetector stalls,
      CurrentSettings settings) {
    this.context = context;
    this.claimer = claimer;
    this.room = room;
    this.verdicts = verdicts;
    this.stalls = stalls;
    this.settings = settings;
  }

  @Override
  public String name() {
    return context.channel() + " drain";
  }

  /** Returns true if there is room for another claim. */
  public boolean hasRoom() {
    return room.isOpen();
  }

  @Override
  public Duration runOnce() {
    if (!room.isAccepted()) {
      return REJECTED_PAUSE;
    }
    probeOnce();
    verdicts.settleOverdue(false);
    return noted(
        switch (context.gate().state()) {
          case OPEN -> !hasRoom() ? waitForRoom() : room.isLimited() ? drainAsPermitted() : drain();
          case SHUT -> giveBackAndWait();
          case SUSPECT, TRIAL -> tryOne();
        });
  }

  private Duration noted(Duration pause) {
    if (hasRoom() && !room.isSlow()) {
      stalls.progressed(pause);
    }
    return pause;
  }

  /** Checks the credentials before the first claim, so that a wrong password costs no attempt. */
  private void probeOnce() {
    if (!probed) {
      probed = true;
      context
          .sender()
          .probe()
          .filter(failure -> failure.failureClass() == FailureClass.CONFIG)
          .ifPresent(failure -> verdicts.settle(context.gate().sessionFailed(failure.ofSession())));
    }
  }

  /**
   * Waits, and notices a pause, in which messages that wait behind slow sends must not be sent. If
   * these hang, others than this instance may send what waits.
   */
  private Duration waitForRoom() {
    if (claimer.findsPause()) {
      return keepPause();
    }
    if (room.isSlow()) {
      claimer.giveBack();
    }
    return settings.get().pollInterval();
  }

  /**
   * Gives messages back that were not started; running sends go on. The pause is polled, since
   * {@link MessageQueue#awaitPending} returns at once while a message is pending.
   */
  private Duration keepPause() {
    claimer.giveBack();
    context.sender().whileIdle();
    return settings.get().pollInterval();
  }

  private Duration drain() {
    int max = room.size();
    Taken taken = claimer.take(max);
    if (taken.claim().foundNothing() && !taken.claim().paused()) {
      if (!awaitPending() || room.isLimited()) {
        // A limit that was set during the wait applies to the message that ended it.
        return Duration.ZERO;
      }
      taken = claimer.take(max);
    }
    return pauseAfter(taken);
  }

  /**
   * Claims as much as there is room for, on a sender thread that has just made room.
   *
   * @return as {@link #runOnce}; zero if that is to do the rest, which may take time
   */
  public Duration topUp() {
    return noted(claimMore());
  }

  private Duration claimMore() {
    for (int claims = 0; claims < MAX_TOP_UP_CLAIMS; claims++) {
      if (!hasRoom()) {
        return settings.get().pollInterval();
      }
      if (context.gate().state() != Gate.State.OPEN || room.isLimited()) {
        return Duration.ZERO;
      }
      Taken taken = claimer.take(room.size());
      Duration pause = pauseAfter(taken);
      if (!pause.isZero() || taken.claim().foundNothing()) {
        return pause;
      }
    }
    return Duration.ZERO;
  }

  private Duration pauseAfter(Taken taken) {
    if (taken.claim().paused()) {
      return keepPause();
    }
    if (taken.bringsOnlyTwins()) {
      return SHORT_PAUSE;
    }
    // Without room the next run only checks for a pause, which this one has just done.
    return hasRoom() ? Duration.ZERO : settings.get().pollInterval();
  }

  /**
   * Asks for permits once a message is pending and the channel is not paused, and claims no more
   * than granted. If another instance claims the messages meanwhile, the permits are lost, since
   * used later they would break the limit.
   */
  private Duration drainAsPermitted() {
    boolean found = awaitPending();
    if (claimer.findsPause()) {
      return keepPause();
    }
    if (!found) {
      return Duration.ZERO;
    }
    Permits permits = room.ask(room.size());
    if (permits.granted() > 0 && claimer.take(permits.granted()).bringsOnlyTwins()) {
      return SHORT_PAUSE;
    }
    return pauseOf(permits);
  }

  private boolean awaitPending() {
    boolean found =
        claimer.awaitPending(shorter(settings.get().pollInterval(), MessageQueue.MAX_WAIT));
    if (!found) {
      context.sender().whileIdle();
    }
    return found;
  }

  private Duration pauseOf(Permits permits) {
    Duration wait = permits.untilNext();
    if (wait.isZero()) {
      return wait;
    }
    // The loop counts in whole milliseconds.
    Duration rounded = wait.plusMillis(1);
    boolean longEnough = rounded.compareTo(MIN_PERMIT_WAIT) > 0;
    return shorter(settings.get().pollInterval(), longEnough ? rounded : MIN_PERMIT_WAIT);
  }

  /** Gives waiting messages back: they would fail like the message that shut the gate. */
  private Duration giveBackAndWait() {
    claimer.giveBack();
    return shorter(settings.get().pollInterval(), context.gate().remaining().plusMillis(1));
  }

  /**
   * Tries one message alone. Pauses after it whatever its outcome, so that the provider is not
   * called in a hot loop.
   */
  private Duration tryOne() {
    if (context.gate().isTrying()) {
      return SHORT_PAUSE;
    }
    claimer.giveBack();
    Optional<Permits> permits = permitsForTrial();
    if (permits.filter(asked -> asked.granted() == 0).isPresent()) {
      return pauseOf(permits.get());
    }
    if (!loginWorks()) {
      return SHORT_PAUSE;
    }
    Taken taken = claimer.takeTrial(permits.isPresent() ? 1 : settings.get().batchSize());
    verdicts.settleOverdue(taken.claim().foundNothing());
    if (taken.deliveries() == 0) {
      context.gate().nothingToTry();
    }
    if (taken.claim().paused()) {
      return keepPause();
    }
    if (taken.claim().foundNothing() && context.gate().state() != Gate.State.OPEN) {
      awaitPending();
    }
    return SHORT_PAUSE;
  }

  /** Tries the login first where a message would only fail in the same way. */
  private boolean loginWorks() {
    if (!context.gate().needsProbe()) {
      return true;
    }
    Optional<Failure> failure = context.sender().probe();
    failure.ifPresent(found -> verdicts.settle(context.gate().sessionFailed(found.ofSession())));
    return failure.isEmpty();
  }

  /** Returns the permits for one message; empty if the channel has no limit. */
  private Optional<Permits> permitsForTrial() {
    if (!room.isLimited()) {
      return Optional.empty();
    }
    boolean pending = !claimer.findsPause() && context.queue().awaitPending(MIN_PERMIT_WAIT);
    return Optional.of(pending ? room.ask(1) : new Permits(1, Duration.ZERO));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

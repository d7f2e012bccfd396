package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Claimer.Taken;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.limit.ClaimRate;
import com.couponcommerce.workers.limit.Permits;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.CurrentSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Claims messages and has them sent, never more than there is room for. It is the only one that
 * waits for new messages: one blocked connection per channel and instance, since an LPUSH wakes all
 * that block.
 */
public final class Drainer<M> implements Duty {
  /**
   * For what nobody tells: that a twin in processing is settled, or what came of the one message of
   * a trial.
   */
  private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

  /** So that a high limit is used up in a few claims, not in one for each message. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  /** By one sender, which has messages of its own to send. */
  private static final int MOST_CLAIMS_ON_TOP = 4;

  private final ChannelContext<M> context;
  private final Claimer<M> claimer;
  private final ClaimRate rate;
  private final SendPool<M> pool;
  private final StallDetector stalls;
  private final CurrentSettings settings;
  private boolean probed;

  /** Makes a drainer that has not looked at the queue yet. */
  public Drainer(
      ChannelContext<M> context,
      Claimer<M> claimer,
      ClaimRate rate,
      SendPool<M> pool,
      StallDetector stalls,
      CurrentSettings settings) {
    this.context = context;
    this.claimer = claimer;
    this.rate = rate;
    this.pool = pool;
    this.stalls = stalls;
    this.settings = settings;
  }

  @Override
  public String name() {
    return context.channel() + " drain";
  }

  /**
   * True where there is room for half a batch: claiming less at a time would cost more calls than
   * it gains, unless a limit allows for few anyway.
   */
  public boolean hasRoom() {
    return room() >= (rate.isLimited() ? 1 : (batchSize() + 1) / 2);
  }

  /**
   * Messages that may be claimed now. One batch may wait while another is sent, so that no slot is
   * idle during a claim; with a rate limit none waits, since what was permitted would go out too
   * late. Zero where BATCH_SIZE was larger when the last batch was claimed.
   */
  private int room() {
    int capacity = rate.isLimited() ? pool.size() : pool.size() + batchSize();
    return Math.max(0, Math.min(batchSize(), capacity - pool.load()));
  }

  private int batchSize() {
    return settings.get().batchSize();
  }

  @Override
  public Duration runOnce() {
    probeOnce();
    return noted(
        switch (context.breaker().state()) {
          case CLOSED ->
              !hasRoom() ? waitForRoom() : rate.isLimited() ? drainAsPermitted() : drain();
          case OPEN -> giveBackAndWait();
          case HALF_OPEN -> tryOne();
        });
  }

  private Duration noted(Duration pause) {
    if (hasRoom() && !pool.isRefused()) {
      stalls.progressed(pause);
    }
    return pause;
  }

  /**
   * Looks at credentials before the first claim: with a wrong password not one message is tried.
   */
  private void probeOnce() {
    if (!probed) {
      probed = true;
      context
          .sender()
          .probe()
          .filter(failure -> failure.failureClass() == FailureClass.CONFIG)
          .ifPresent(context.breaker()::failed);
    }
  }

  /** A pause is noticed here too: what waits for a slot behind slow sends would go out in it. */
  private Duration waitForRoom() {
    return claimer.findsPause() ? keepPause() : settings.get().pollInterval();
  }

  /**
   * Running sends go on, all others wait in pending. Not by {@link MessageQueue#awaitPending},
   * which returns at once while there is anything.
   */
  private Duration keepPause() {
    claimer.giveBack();
    context.sender().whileIdle();
    return settings.get().pollInterval();
  }

  private Duration drain() {
    int room = room();
    Taken taken = claimer.take(room);
    if (taken.claim().foundNothing() && !taken.claim().paused()) {
      if (!awaitPending() || rate.isLimited()) {
        // A limit that was set during the wait holds for what ended it.
        return Duration.ZERO;
      }
      taken = claimer.take(room);
    }
    return pauseAfter(taken);
  }

  /**
   * Claims what there is room for, on the thread of a sender that has just made it.
   *
   * @return as {@link #runOnce}; zero where that is to do what may take time
   */
  public Duration topUp() {
    return noted(claimMore());
  }

  private Duration claimMore() {
    for (int claims = 0; claims < MOST_CLAIMS_ON_TOP; claims++) {
      if (!hasRoom()) {
        return settings.get().pollInterval();
      }
      if (context.breaker().state() != CircuitBreaker.State.CLOSED || rate.isLimited()) {
        return Duration.ZERO;
      }
      Taken taken = claimer.take(room());
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
    // Without room it has to look only whether somebody pauses the channel, and it has just looked.
    return hasRoom() ? Duration.ZERO : settings.get().pollInterval();
  }

  /**
   * Asks for permits once there is something to send and nobody pauses it, and claims no more than
   * was granted. What another instance claims meanwhile leaves permits unused: they are lost, since
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
    Permits permits = rate.ask(room());
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
    boolean worthIt = rounded.compareTo(SHORTEST_WAIT) > 0;
    return shorter(settings.get().pollInterval(), worthIt ? rounded : SHORTEST_WAIT);
  }

  /** What waits for a slot would fail like the message that closed the gate. */
  private Duration giveBackAndWait() {
    claimer.giveBack();
    return shorter(settings.get().pollInterval(), context.breaker().remaining().plusMillis(1));
  }

  /**
   * Pauses in between in any case: whatever the one message brings, the provider is not to be asked
   * in a hot loop.
   */
  private Duration tryOne() {
    if (pool.load() == 0) {
      int most = 1;
      if (rate.isLimited()) {
        boolean pending = !claimer.findsPause() && context.queue().awaitPending(SHORTEST_WAIT);
        Permits permits = pending ? rate.ask(1) : new Permits(0, Duration.ZERO);
        if (pending && permits.granted() == 0) {
          return pauseOf(permits);
        }
        most = permits.granted();
      }
      Optional<Failure> failure = context.sender().probe();
      if (failure.isPresent()) {
        context.breaker().failed(failure.get());
      } else if (claimer.take(most).deliveries() == 0) {
        // No message to see it by, but the provider let us in.
        context.breaker().succeeded();
      }
    }
    return SHORT_PAUSE;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

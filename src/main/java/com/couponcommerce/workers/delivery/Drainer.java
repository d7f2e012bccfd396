package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Claimer.Taken;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.limit.ClaimRate;
import com.couponcommerce.workers.limit.PermitWaits;
import com.couponcommerce.workers.limit.Permits;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  private final MessageQueue queue;
  private final ChannelContext<M> context;
  private final CircuitBreaker breaker;
  private final SendPool<M> pool;
  private final Claimer<M> claimer;
  private final DrainLimits limits;
  private final ClaimRate rate;
  private boolean probed;

  /**
   * A drainer that has not looked at anything yet.
   *
   * @param release gives messages back that were not started
   */
  public Drainer(
      ChannelContext<M> context,
      Intake<M> intake,
      SendPool<M> pool,
      Consumer<List<Delivery<M>>> release,
      DrainLimits limits) {
    this.queue = context.queue();
    this.context = context;
    this.breaker = context.breaker();
    this.pool = pool;
    this.claimer = new Claimer<>(context, intake, pool, release);
    this.limits = limits;
    this.rate =
        new ClaimRate(
            context.limiter(),
            limits::rate,
            context.pace(),
            new PermitWaits(
                context.nanoTime(),
                wait -> context.listener().on(new DeliveryEvent.Limited(queue.channel(), wait))));
  }

  @Override
  public String name() {
    return queue.channel() + " drain";
  }

  /**
   * True where there is room for half a batch: claiming less at a time would cost more calls than
   * it gains, unless a limit allows for few anyway.
   */
  public boolean hasRoom() {
    return room() >= (rate.isLimited() ? 1 : (limits.batchSize() + 1) / 2);
  }

  /**
   * Where there is a limit nothing waits for a slot: what was permitted would go out too late. None
   * where BATCH_SIZE was larger when the last batch was claimed.
   */
  private int room() {
    int most = rate.isLimited() ? limits.concurrency() : limits.capacity();
    return Math.max(0, Math.min(limits.batchSize(), most - pool.load()));
  }

  /** Time since Redis last told what is pending; counted from the start where it never did. */
  public Duration sincePoll() {
    return claimer.sincePoll();
  }

  /** True where an operator had paused the channel when it was last looked at. */
  public boolean isPaused() {
    return claimer.isPaused();
  }

  /** Claims nothing from now on. */
  public void stop() {
    claimer.stop();
  }

  @Override
  public Duration runOnce() {
    probeOnce();
    return switch (breaker.state()) {
      case CLOSED -> !hasRoom() ? waitForRoom() : rate.isLimited() ? drainAsPermitted() : drain();
      case OPEN -> giveBackAndWait();
      case HALF_OPEN -> tryOne();
    };
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
          .ifPresent(breaker::failed);
    }
  }

  /** A pause is noticed here too: what waits for a slot behind slow sends would go out in it. */
  private Duration waitForRoom() {
    return claimer.findsPause() ? keepPause() : limits.pollInterval();
  }

  /**
   * Running sends go on, all others wait in pending. Not by {@link MessageQueue#awaitPending},
   * which returns at once while there is anything.
   */
  private Duration keepPause() {
    claimer.giveBack();
    context.sender().whileIdle();
    return limits.pollInterval();
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
  Duration topUp() {
    for (int claims = 0; claims < MOST_CLAIMS_ON_TOP; claims++) {
      if (!hasRoom()) {
        return limits.pollInterval();
      }
      if (breaker.state() != CircuitBreaker.State.CLOSED || rate.isLimited()) {
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
    return hasRoom() ? Duration.ZERO : limits.pollInterval();
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
    boolean found = claimer.awaitPending(shorter(limits.pollInterval(), MessageQueue.MAX_WAIT));
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
    return shorter(limits.pollInterval(), worthIt ? rounded : SHORTEST_WAIT);
  }

  /** What waits for a slot would fail like the message that closed the gate. */
  private Duration giveBackAndWait() {
    claimer.giveBack();
    return shorter(limits.pollInterval(), breaker.remaining().plusMillis(1));
  }

  /**
   * Pauses in between in any case: whatever the one message brings, the provider is not to be asked
   * in a hot loop.
   */
  private Duration tryOne() {
    if (pool.load() == 0) {
      int most = 1;
      if (rate.isLimited()) {
        boolean pending = !claimer.findsPause() && queue.awaitPending(SHORTEST_WAIT);
        Permits permits = pending ? rate.ask(1) : new Permits(0, Duration.ZERO);
        if (pending && permits.granted() == 0) {
          return pauseOf(permits);
        }
        most = permits.granted();
      }
      Optional<Failure> failure = context.sender().probe();
      if (failure.isPresent()) {
        breaker.failed(failure.get());
      } else if (claimer.take(most).deliveries() == 0) {
        // No message to see it by, but the provider let us in.
        breaker.succeeded();
      }
    }
    return SHORT_PAUSE;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

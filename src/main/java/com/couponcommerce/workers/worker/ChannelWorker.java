package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.AckBatcher;
import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.Claimer;
import com.couponcommerce.workers.delivery.Deliverer;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DeliveryLine;
import com.couponcommerce.workers.delivery.Drainer;
import com.couponcommerce.workers.delivery.OwnLease;
import com.couponcommerce.workers.delivery.Promoter;
import com.couponcommerce.workers.delivery.SendPool;
import com.couponcommerce.workers.delivery.Settlement;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.delivery.StallDetector;
import com.couponcommerce.workers.delivery.Verdicts;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.Sender;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Worker of one channel on this instance: its duties, started and stopped together. */
public final class ChannelWorker<M> {
  private static final EventLog LOG = EventLog.of(ChannelWorker.class);

  /**
   * Longest time that a stop waits for runs of duties. They end sooner unless Redis is unavailable,
   * in which case nothing is lost by not waiting.
   */
  static final Duration DUTY_END = Duration.ofSeconds(3);

  private final ChannelContext<M> context;
  private final Settlement<M> settlement;
  private final AckBatcher<M> acks;
  private final Deliverer<M> deliverer;
  private final Verdicts<M> verdicts;
  private final SendPool<M> pool;
  private final StallDetector stalls;
  private final Claimer<M> claimer;
  private final Drainer<M> drainer;
  private final DutyLoop drain;
  private final DutyLoop promote;
  private final DutyLoop reclaim;
  private final DutyLoop extend;
  private final Duties duties;
  private final StopSignal stopWaiting = new StopSignal();
  private final UntilAnswered untilAnswered;

  /** Adds the duties of the sender's channel to those of this instance. */
  ChannelWorker(Sender<M> sender, ChannelStore store, WorkerEnvironment environment) {
    ChannelParts<M> parts = new ChannelParts<>(sender, store, environment, stopWaiting);
    this.duties = environment.duties();
    this.context = parts.context();
    this.untilAnswered = parts.untilAnswered();
    this.settlement = parts.settlement();
    this.acks = parts.acks();
    this.verdicts = parts.verdicts();
    this.deliverer = parts.deliverer(acks, verdicts);
    this.pool =
        new SendPool<>(
            environment.settings().concurrency(sender.channel()),
            duties.threads().sends(),
            this::line,
            acks::flush);
    this.stalls = new StallDetector(context, environment.settings().work());
    this.claimer = parts.claimer(pool);
    this.drainer =
        new Drainer<>(
            context, claimer, parts.claimRoom(pool), verdicts, stalls, environment.live());
    this.drain = duties.add(drainer);
    this.promote = duties.add(new Promoter(store.queue(), environment.live()));
    this.reclaim = duties.add(parts.reclaimer());
    this.extend = duties.add(parts.leaseExtender());
  }

  public Channel channel() {
    return context.queue().channel();
  }

  /** Returns why the channel's gate is shut. */
  public Optional<CircuitBreaker.Pause> pause() {
    return context.gate().pause();
  }

  /** Returns the pause if only a corrected setting ends it. */
  public Optional<CircuitBreaker.Pause> misconfiguration() {
    return pause().filter(pause -> pause.cause() == FailureClass.CONFIG);
  }

  /** Returns the channel's providers in the order in which they are used. */
  public List<ProviderState> providers() {
    return context.sender().providers();
  }

  /** Returns the number of messages claimed and not settled yet. */
  public int inFlight() {
    return context.inFlight().size();
  }

  /** Returns the time since the oldest message in flight was claimed; zero if there is none. */
  public Duration oldestClaim() {
    return context.inFlight().all().stream()
        .map(OwnLease::sinceClaim)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Returns whether an operator had paused the channel at the last poll. */
  public boolean isPaused() {
    return claimer.isPaused();
  }

  /** Returns the time since Redis last answered what is pending. */
  public Duration sincePoll() {
    return claimer.sincePoll();
  }

  /** Returns the stall if nothing has been claimed for STALL_TIMEOUT_MS without a good reason. */
  public Optional<Stall> stall() {
    return stalls.stall(
        !drainer.hasRoom(), untilAnswered.refusal().or(pool::trouble), drain::trouble);
  }

  /** Ends pauses whose length comes from the changed settings. */
  void settingsChanged() {
    drain.wake();
    promote.wake();
  }

  /**
   * Ends claiming and releases messages that were not started.
   *
   * @param grace time for which this and running sends wait for an unavailable Redis
   */
  void quiesce(Duration grace) {
    Future<?> unused =
        duties.threads().own().schedule(stopWaiting::give, grace.toNanos(), TimeUnit.NANOSECONDS);
    claimer.stop();
    promote.stop();
    reclaim.stop();
    Duties.stop(List.of(drain), DUTY_END);
    settlement.release(pool.takeWaiting(), "stopping");
    verdicts.stop();
  }

  /**
   * Waits for running sends after {@link #quiesce}; their leases are still extended.
   *
   * @param grace longest time to wait
   */
  void stop(Duration grace) {
    boolean finished = pool.awaitIdle(grace);
    if (!finished) {
      LOG.warning(
          LogLine.saying(
                  "unfinished",
                  "some sends did not finish within SHUTDOWN_GRACE_MS; they will be reclaimed")
              .with("channel", channel())
              .with("count", pool.load()));
    }
    verdicts.stop();
    acks.awaitFlushed(DUTY_END);
    stopWaiting.give();
    Duties.stop(List.of(drain, promote, reclaim, extend), DUTY_END);
  }

  private DeliveryLine<M> line() {
    DeliveryLine<M> line = deliverer.line();
    return new DeliveryLine<>() {
      @Override
      public void deliver(Delivery<M> delivery, Supplier<Optional<Delivery<M>>> upcoming) {
        try {
          line.deliver(delivery, upcoming);
        } finally {
          ended();
        }
      }

      @Override
      public void close() {
        line.close();
      }
    };
  }

  /** Claims more where an attempt has made room. */
  private void ended() {
    stalls.progressed(Duration.ZERO);
    if (drainer.hasRoom()) {
      drain.wakeHere(drainer::topUp);
    }
  }
}

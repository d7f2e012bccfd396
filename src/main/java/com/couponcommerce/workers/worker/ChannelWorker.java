package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.AckBatcher;
import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.Deliverer;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DrainLimits;
import com.couponcommerce.workers.delivery.Drainer;
import com.couponcommerce.workers.delivery.Intake;
import com.couponcommerce.workers.delivery.LeaseExtender;
import com.couponcommerce.workers.delivery.OwnLease;
import com.couponcommerce.workers.delivery.Promoter;
import com.couponcommerce.workers.delivery.Reclaimer;
import com.couponcommerce.workers.delivery.RetryPolicy;
import com.couponcommerce.workers.delivery.SendPool;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.delivery.StallDetector;
import com.couponcommerce.workers.delivery.UnknownOutcomes;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.limit.RecipientLimit;
import com.couponcommerce.workers.limit.SendLimits;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.WorkSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** All duties of one channel on one instance: assembled, started and stopped together. */
final class ChannelWorker<M> {
  private static final EventLog LOG = EventLog.of(ChannelWorker.class);

  /**
   * A duty's run is over in this time unless Redis is away, in which case nothing is lost by not
   * waiting.
   */
  static final Duration DUTY_END = Duration.ofSeconds(3);

  private final Channel channel;
  private final ChannelContext<M> context;
  private final SendPool<M> pool;
  private final Deliverer<M> deliverer;
  private final Drainer<M> drainer;
  private final StallDetector stallDetector;
  private final DutyLoop drain;
  private final DutyLoop promote;
  private final DutyLoop extend;
  private final List<DutyLoop> loops;
  private final ScheduledExecutorService timer;
  private final StopSignal giveUp = new StopSignal();

  ChannelWorker(
      ChannelContext<M> context,
      int concurrency,
      Settings settings,
      CurrentSettings live,
      DutyThreads threads,
      InstantSource clock) {
    WorkSettings work = settings.work();
    RandomGenerator random = new SecureRandom();
    this.context = context;
    this.channel = context.queue().channel();
    this.timer = threads.timer();
    UntilAnswered untilAnswered = new UntilAnswered(giveUp);
    this.deliverer =
        new Deliverer<>(
            context,
            untilAnswered,
            new RetryPolicy(live, random),
            new SendLimits(
                new ChannelLimit(context.limiter(), () -> live.get().rates().of(channel), giveUp),
                new RecipientLimit(
                    context.limiter(),
                    () -> live.get().rates().ofRecipient(channel),
                    untilAnswered)),
            needed -> threads.runAfter(AckBatcher.LONGEST_WAIT, needed, this::flush),
            clock);
    this.pool = new SendPool<>(concurrency, threads.executor(), this::send, this::flush);
    this.drainer =
        new Drainer<>(
            context,
            new Intake<>(context, untilAnswered, live, work.timeouts().processing(), random),
            pool,
            notStarted -> deliverer.release(notStarted, "not started"),
            new DrainLimits(channel, concurrency, live));
    // The keeper goes on while the server refuses all other work: sends are still under way.
    this.extend =
        new DutyLoop(
            new LeaseExtender(
                context.queue(),
                context.inFlight(),
                work.timeouts().processing(),
                work.timeouts().sendDeadline(),
                context.nanoTime()),
            threads.timer(),
            Runnable::run,
            random,
            context.nanoTime());
    this.stallDetector = new StallDetector(drainer, pool, context, work);
    this.drain = loop(stallDetector, threads, random);
    this.promote = loop(new Promoter(context.queue(), live), threads, random);
    DutyLoop reclaim =
        loop(
            new Reclaimer(
                context,
                UnknownOutcomes.of(context, untilAnswered),
                live,
                work.timeouts().processing(),
                clock,
                random),
            threads,
            random);
    this.loops = List.of(drain, promote, reclaim, extend);
  }

  private DutyLoop loop(Duty duty, DutyThreads threads, RandomGenerator random) {
    return new DutyLoop(duty, threads.timer(), threads.executor(), random, context.nanoTime());
  }

  Channel channel() {
    return channel;
  }

  List<DutyLoop> loops() {
    return loops;
  }

  Optional<CircuitBreaker.Pause> pause() {
    return context.breaker().pause();
  }

  List<ProviderState> providers() {
    return context.sender().providers();
  }

  /** Messages claimed and not settled yet. */
  int inFlight() {
    return context.inFlight().size();
  }

  /** How long ago the oldest of them was claimed; zero where there is none. */
  Duration oldestClaim() {
    return context.inFlight().all().stream()
        .map(OwnLease::sinceClaim)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** True where an operator had paused the channel when it was last looked at. */
  boolean isPaused() {
    return drainer.isPaused();
  }

  Duration sincePoll() {
    return drainer.sincePoll();
  }

  /** Why nothing has been claimed for STALL_TIMEOUT_MS, where there is no good reason for it. */
  Optional<Stall> stall() {
    return stallDetector.stall(drain);
  }

  void start() {
    loops.forEach(DutyLoop::start);
  }

  /** Ends the pauses whose length comes from settings that have changed. */
  void settingsChanged() {
    drain.wake();
    promote.wake();
  }

  /**
   * Claims nothing more and gives back what was not started.
   *
   * @param grace how long this, and running sends, wait for a Redis that is away
   */
  void quiesce(Duration grace) {
    Future<?> unused = timer.schedule(giveUp::give, grace.toNanos(), TimeUnit.NANOSECONDS);
    drainer.stop();
    loops.stream().filter(loop -> loop != extend).forEach(DutyLoop::stop);
    DutyLoop.awaitEnd(List.of(drain), DUTY_END);
    deliverer.release(pool.takeWaiting(), "stopping");
  }

  /**
   * After {@link #quiesce}, lets running sends finish while their leases are still extended.
   *
   * @param grace how long it waits for them
   */
  void stop(Duration grace) {
    boolean finished = pool.awaitIdle(grace);
    if (!finished) {
      LOG.warning(
          LogLine.saying(
                  "unfinished",
                  "some sends did not finish within SHUTDOWN_GRACE_MS; they will be reclaimed")
              .with("channel", channel)
              .with("count", pool.load()));
    }
    deliverer.awaitFlushed(DUTY_END);
    giveUp.give();
    extend.stop();
    DutyLoop.awaitEnd(loops, DUTY_END);
  }

  private void flush() {
    deliverer.flush();
  }

  private void send(Delivery<M> delivery) {
    try {
      if (context.breaker().state() == CircuitBreaker.State.OPEN) {
        // It would fail like the message that closed the gate.
        deliverer.release(List.of(delivery), "the channel pauses");
      } else {
        deliverer.deliver(delivery);
      }
    } finally {
      stallDetector.sendEnded();
      if (drainer.hasRoom()) {
        drain.wakeHere(stallDetector::topUp);
      }
    }
  }
}

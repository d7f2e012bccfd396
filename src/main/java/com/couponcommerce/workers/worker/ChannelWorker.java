package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.Acks;
import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.Consumption;
import com.couponcommerce.workers.delivery.Deliverer;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DrainLimits;
import com.couponcommerce.workers.delivery.Drainer;
import com.couponcommerce.workers.delivery.HeldLease;
import com.couponcommerce.workers.delivery.Intake;
import com.couponcommerce.workers.delivery.LeaseKeeper;
import com.couponcommerce.workers.delivery.Promoter;
import com.couponcommerce.workers.delivery.Reclaimer;
import com.couponcommerce.workers.delivery.RetryPolicy;
import com.couponcommerce.workers.delivery.SendSlots;
import com.couponcommerce.workers.delivery.Stall;
import com.couponcommerce.workers.delivery.UnknownOutcomes;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.duty.DutyLoop;
import com.couponcommerce.workers.duty.Persistence;
import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.duty.Threads;
import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.limit.RecipientLimit;
import com.couponcommerce.workers.limit.SendLimits;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.ChannelGate;
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
  private final SendSlots<M> slots;
  private final Deliverer<M> deliverer;
  private final Drainer<M> drainer;
  private final Consumption consumption;
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
      Threads threads,
      InstantSource clock) {
    WorkSettings work = settings.work();
    RandomGenerator random = new SecureRandom();
    this.context = context;
    this.channel = context.queue().channel();
    this.timer = threads.timer();
    Persistence persistence = new Persistence(giveUp);
    this.deliverer =
        new Deliverer<>(
            context,
            persistence,
            new RetryPolicy(live, random),
            new SendLimits(
                new ChannelLimit(context.limiter(), () -> live.get().rates().of(channel), giveUp),
                new RecipientLimit(
                    context.limiter(), () -> live.get().rates().ofRecipient(channel), persistence)),
            needed -> threads.runAfter(Acks.LONGEST_WAIT, needed, this::flush),
            clock);
    this.slots = new SendSlots<>(concurrency, threads.executor(), this::send, this::flush);
    this.drainer =
        new Drainer<>(
            context,
            new Intake<>(context, persistence, live, work.processingTimeout(), random),
            slots,
            notStarted -> deliverer.release(notStarted, "not started"),
            new DrainLimits(channel, concurrency, live));
    // The keeper goes on while the server refuses all other work: sends are still under way.
    this.extend =
        new DutyLoop(
            new LeaseKeeper(
                context.queue(),
                context.held(),
                work.processingTimeout(),
                work.sendDeadline(),
                context.nanoTime()),
            threads.timer(),
            Runnable::run,
            random,
            context.nanoTime());
    this.consumption = new Consumption(drainer, slots, context, work);
    this.drain = loop(consumption, threads, random);
    this.promote = loop(new Promoter(context.queue(), live), threads, random);
    DutyLoop reclaim =
        loop(
            new Reclaimer(
                context,
                UnknownOutcomes.of(context, persistence),
                live,
                work.processingTimeout(),
                clock,
                random),
            threads,
            random);
    this.loops = List.of(drain, promote, reclaim, extend);
  }

  private DutyLoop loop(Duty duty, Threads threads, RandomGenerator random) {
    return new DutyLoop(duty, threads.timer(), threads.executor(), random, context.nanoTime());
  }

  Channel channel() {
    return channel;
  }

  List<DutyLoop> loops() {
    return loops;
  }

  Optional<ChannelGate.Pause> pause() {
    return context.gate().pause();
  }

  List<ProviderState> providers() {
    return context.sender().providers();
  }

  /** Messages claimed and not settled yet. */
  int inFlight() {
    return context.held().size();
  }

  /** How long ago the oldest of them was claimed; zero where there is none. */
  Duration oldestClaim() {
    return context.held().all().stream()
        .map(HeldLease::sinceClaim)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** True where an operator had paused the channel when it was last looked at. */
  boolean isPaused() {
    return drainer.isPaused();
  }

  Duration sinceLook() {
    return drainer.sinceLook();
  }

  /** Why nothing has been claimed for STALL_TIMEOUT_MS, where there is no good reason for it. */
  Optional<Stall> stall() {
    return consumption.stall(drain);
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
    deliverer.release(slots.takeWaiting(), "stopping");
  }

  /**
   * After {@link #quiesce}, lets running sends finish while their leases are still extended.
   *
   * @param grace how long it waits for them
   */
  void stop(Duration grace) {
    boolean finished = slots.awaitIdle(grace);
    if (!finished) {
      LOG.warning(
          LogLine.saying(
                  "unfinished",
                  "some sends did not finish within SHUTDOWN_GRACE_MS; they will be reclaimed")
              .with("channel", channel)
              .with("count", slots.load()));
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
      if (context.gate().state() == ChannelGate.State.CLOSED) {
        // It would fail like the message that closed the gate.
        deliverer.release(List.of(delivery), "the channel pauses");
      } else {
        deliverer.deliver(delivery);
      }
    } finally {
      consumption.sendEnded();
      if (drainer.hasRoom()) {
        drain.wakeHere(consumption::topUp);
      }
    }
  }
}

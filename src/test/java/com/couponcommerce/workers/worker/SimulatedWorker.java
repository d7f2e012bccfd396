package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.AckBatcher;
import com.couponcommerce.workers.delivery.Deliverer;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.DeliveryLine;
import com.couponcommerce.workers.delivery.Intake;
import com.couponcommerce.workers.delivery.LeaseExtender;
import com.couponcommerce.workers.delivery.Promoter;
import com.couponcommerce.workers.delivery.Reclaimer;
import com.couponcommerce.workers.delivery.Verdicts;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.duty.SharedExecutor;
import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.queue.job.JobWalk;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.Settings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * The worker of a channel without threads: the parts of a {@link ChannelWorker}, each step of which
 * a simulation calls.
 */
public final class SimulatedWorker<M> {
  /** Never used, so it has no thread. */
  private static final ScheduledExecutorService NONE = Executors.newScheduledThreadPool(0);

  private final ChannelParts<M> parts;
  private final AckBatcher<M> acks;
  private final Verdicts<M> verdicts;
  private final Intake<M> intake;
  private final DeliveryLine<M> line;
  private final Promoter promoter;
  private final Reclaimer reclaimer;
  private final LeaseExtender extender;
  private final JobRunner jobs;
  private final Deque<Delivery<M>> waiting = new ArrayDeque<>();

  /** Makes a worker that has done nothing yet. */
  public SimulatedWorker(
      Sender<M> sender,
      RedisPools redis,
      Settings settings,
      CurrentSettings live,
      Clocks clocks,
      RandomGenerator random,
      StopSignal stop,
      String owner) {
    Duties duties =
        new Duties(
            new DutyThreads(new SharedExecutor(Runnable::run), NONE), random, clocks.nanoTime());
    Channel channel = sender.channel();
    ChannelStore store = ChannelStore.of(redis, channel);
    this.parts =
        new ChannelParts<>(
            sender,
            store,
            new WorkerEnvironment(settings, live, duties, event -> {}, clocks),
            stop);
    this.acks =
        new AckBatcher<>(parts.settlement(), sender.retriesUnknown(), (needed, flush) -> {});
    this.verdicts = parts.verdicts();
    Deliverer<M> deliverer = parts.deliverer(acks, verdicts);
    this.line = deliverer.line();
    this.intake = parts.intake();
    this.promoter = new Promoter(store.queue(), live);
    this.reclaimer = parts.reclaimer();
    this.extender = parts.leaseExtender();
    this.jobs =
        new JobRunner(
            channel,
            new Jobs(redis, channel),
            new JobWalk(redis, channel),
            owner,
            SimulatedWorker::isJson,
            (where, job) -> {});
  }

  private static boolean isJson(Payload payload) {
    try {
      MessageFields.parse(payload);
      return true;
    } catch (RefusedMessageException e) {
      return false;
    }
  }

  /** Claims up to {@code limit} messages, or tries one alone, as the gate allows. */
  public void claim(int limit) {
    Gate<?> gate = parts.context().gate();
    verdicts.settleOverdue(false);
    switch (gate.state()) {
      case OPEN -> waiting.addAll(claimed(limit));
      case SHUT -> release();
      case SUSPECT, TRIAL -> {
        if (!gate.isTrying()) {
          release();
          tryOne(gate, limit);
        }
      }
    }
  }

  private void tryOne(Gate<?> gate, int limit) {
    List<Delivery<M>> found = new ArrayList<>(claimed(limit));
    verdicts.settleOverdue(found.isEmpty());
    if (found.isEmpty()) {
      gate.nothingToTry();
      return;
    }
    Delivery<M> chosen = found.remove(0);
    gate.tryAlone(chosen.id());
    waiting.add(chosen);
    parts.settlement().release(found, "not started");
  }

  private List<Delivery<M>> claimed(int limit) {
    long before = parts.context().clocks().nanoTime().getAsLong();
    Claim claim = parts.context().queue().claim(limit);
    return intake.accept(claim.leases(), before);
  }

  /** Delivers the next claimed message; returns false if there is none. */
  public boolean deliver() {
    Delivery<M> next = waiting.poll();
    if (next != null) {
      line.deliver(next, Optional::empty);
    }
    return next != null;
  }

  /** Returns how many claimed messages wait. */
  public int waiting() {
    return waiting.size();
  }

  /** Acks what was delivered. */
  public void flush() {
    acks.flush();
  }

  /** Gives claimed messages back, as a stop does. */
  public void release() {
    List<Delivery<M>> given = List.copyOf(waiting);
    waiting.clear();
    parts.settlement().release(given, "stopping");
  }

  public void promote() {
    promoter.runOnce();
  }

  public void reclaim() {
    reclaimer.runOnce();
  }

  public void extend() {
    extender.runOnce();
  }

  public void job() {
    jobs.runOnce();
  }
}

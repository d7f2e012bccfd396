package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.ChannelGate;
import com.couponcommerce.workers.delivery.Delivery;
import com.couponcommerce.workers.delivery.Failure;
import com.couponcommerce.workers.delivery.FailureClass;
import com.couponcommerce.workers.delivery.Intake;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.Permits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Claims messages and has them sent, never more than there is room for. It is the only one that
 * waits for new messages: one blocked connection per channel and instance, since an LPUSH wakes all
 * that block.
 */
final class Drainer<M> implements Duty {
  private static final Logger LOG = System.getLogger(Drainer.class.getName());

  /**
   * For what nobody tells: that a twin in processing is settled, or what came of the one message of
   * a trial.
   */
  private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

  /** So that a high limit is used up in a few claims, not in one for each message. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  /**
   * A claim and how much of it is to be sent.
   *
   * @param deliveries less than the leases where payloads were refused or put back
   */
  private record Taken(Claim claim, int deliveries) {
    boolean bringsOnlyTwins() {
      return deliveries == 0 && (claim.twins() > 0 || !claim.leases().isEmpty());
    }
  }

  private final MessageQueue queue;
  private final ChannelContext<M> context;
  private final ChannelGate gate;
  private final Intake<M> intake;
  private final SendSlots<M> slots;
  private final Consumer<Delivery<M>> release;
  private final DrainLimits limits;
  private final ClaimRate rate;
  private boolean probed;
  private volatile boolean stopped;
  private volatile long lastLook;

  /**
   * A drainer that has not looked at anything yet.
   *
   * @param release gives a message back that was not started
   */
  Drainer(
      ChannelContext<M> context,
      Intake<M> intake,
      SendSlots<M> slots,
      Consumer<Delivery<M>> release,
      DrainLimits limits) {
    this.queue = context.queue();
    this.context = context;
    this.gate = context.gate();
    this.intake = intake;
    this.slots = slots;
    this.release = release;
    this.limits = limits;
    this.rate = new ClaimRate(context, limits::rate);
    this.lastLook = context.nanoTime().getAsLong();
  }

  @Override
  public String name() {
    return queue.channel() + " drain";
  }

  /**
   * True where there is room for half a batch: claiming less at a time would cost more calls than
   * it gains, unless a limit allows for few anyway.
   */
  boolean hasRoom() {
    return room() >= (rate.isLimited() ? 1 : (limits.batchSize() + 1) / 2);
  }

  /**
   * Where there is a limit nothing waits for a slot: what was permitted would go out too late. None
   * where BATCH_SIZE was larger when the last batch was claimed.
   */
  private int room() {
    int most = rate.isLimited() ? limits.concurrency() : limits.capacity();
    return Math.max(0, Math.min(limits.batchSize(), most - slots.load()));
  }

  /** Time since Redis last told what is pending; counted from the start where it never did. */
  Duration sinceLook() {
    return Duration.ofNanos(Math.max(0, context.nanoTime().getAsLong() - lastLook));
  }

  private void looked() {
    lastLook = context.nanoTime().getAsLong();
  }

  /** Claims nothing from now on. */
  void stop() {
    stopped = true;
  }

  @Override
  public Duration runOnce() {
    probeOnce();
    return switch (gate.state()) {
      case OPEN ->
          !hasRoom() ? limits.pollInterval() : rate.isLimited() ? drainAsPermitted() : drain();
      case CLOSED -> giveBackAndWait();
      case TRYING -> tryOne();
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
          .ifPresent(gate::failed);
    }
  }

  private Duration drain() {
    int room = room();
    Taken taken = take(room);
    if (taken.claim().foundNothing()) {
      if (!awaitPending() || rate.isLimited()) {
        // A limit that was set during the wait holds for what ended it.
        return Duration.ZERO;
      }
      taken = take(room);
    }
    return taken.bringsOnlyTwins() ? SHORT_PAUSE : Duration.ZERO;
  }

  /**
   * Asks for permits once there is something to send, and claims no more than was granted. What
   * another instance claims meanwhile leaves permits unused: they are lost, since used later they
   * would break the limit.
   */
  private Duration drainAsPermitted() {
    if (!awaitPending()) {
      return Duration.ZERO;
    }
    Permits permits = rate.ask(room());
    if (permits.granted() > 0 && take(permits.granted()).bringsOnlyTwins()) {
      return SHORT_PAUSE;
    }
    return pauseOf(permits);
  }

  private boolean awaitPending() {
    boolean found =
        !stopped && queue.awaitPending(shorter(limits.pollInterval(), MessageQueue.LONGEST_WAIT));
    looked();
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
    slots.takeWaiting().forEach(release);
    return shorter(limits.pollInterval(), gate.remaining().plusMillis(1));
  }

  /**
   * Pauses in between in any case: whatever the one message brings, the provider is not to be asked
   * in a hot loop.
   */
  private Duration tryOne() {
    if (slots.load() == 0) {
      int most = 1;
      if (rate.isLimited()) {
        boolean pending = queue.awaitPending(SHORTEST_WAIT);
        Permits permits = pending ? rate.ask(1) : new Permits(0, Duration.ZERO);
        if (pending && permits.granted() == 0) {
          return pauseOf(permits);
        }
        most = permits.granted();
      }
      Optional<Failure> failure = context.sender().probe();
      if (failure.isPresent()) {
        gate.failed(failure.get());
      } else if (take(most).deliveries() == 0) {
        // No message to see it by, but the provider let us in.
        gate.works();
      }
    }
    return SHORT_PAUSE;
  }

  private Taken take(int limit) {
    long before = context.nanoTime().getAsLong();
    Claim claim = queue.claim(stopped ? 0 : limit);
    looked();
    if (!claim.foundNothing()) {
      context.listener().claimed(queue.channel(), claim);
    }
    var deliveries = intake.accept(claim.leases(), before);
    try {
      slots.add(deliveries);
      if (stopped) {
        // The stop did not wait for us, as when Redis was away; it may be past its own giving back.
        slots.takeWaiting().forEach(release);
      }
    } catch (RejectedExecutionException e) {
      // As when the server is suspended, before a stop or by its administrator.
      LOG.log(
          Level.INFO,
          "{0}: the server''s executor takes no work: {1} messages are given back",
          name(),
          deliveries.size());
      slots.takeWaiting().forEach(release);
    }
    return new Taken(claim, deliveries.size());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}

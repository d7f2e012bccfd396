package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.queue.MessageQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Takes messages out of pending and brings them to their slots, as many as it is told. */
final class Claimer<M> {
  private static final EventLog LOG = EventLog.of(Claimer.class);

  /**
   * A claim and how much of it is to be sent.
   *
   * @param deliveries less than the leases where payloads were refused or put back
   */
  record Taken(Claim claim, int deliveries) {
    boolean bringsOnlyTwins() {
      return deliveries == 0 && (claim.twins() > 0 || !claim.leases().isEmpty());
    }
  }

  private final MessageQueue queue;
  private final ChannelContext<M> context;
  private final Intake<M> intake;
  private final SendPool<M> pool;
  private final Consumer<List<Delivery<M>>> release;
  private volatile boolean stopped;
  private volatile boolean paused;
  private volatile long lastLook;

  /**
   * A claimer that has not looked at anything yet.
   *
   * @param release gives messages back that were not started
   */
  Claimer(
      ChannelContext<M> context,
      Intake<M> intake,
      SendPool<M> pool,
      Consumer<List<Delivery<M>>> release) {
    this.queue = context.queue();
    this.context = context;
    this.intake = intake;
    this.pool = pool;
    this.release = release;
    this.lastLook = context.nanoTime().getAsLong();
  }

  /** Claims nothing from now on. */
  void stop() {
    stopped = true;
  }

  /** True where an operator had paused the channel when it was last looked at. */
  boolean isPaused() {
    return paused;
  }

  /** Time since Redis last told what is pending; counted from the start where it never did. */
  Duration sincePoll() {
    return Duration.ofNanos(Math.max(0, context.nanoTime().getAsLong() - lastLook));
  }

  /** Asks whether the channel is paused now, and claims nothing. */
  boolean findsPause() {
    return notice(queue.claim(0)).paused();
  }

  /** False where nothing came in that time. */
  boolean awaitPending(Duration atMost) {
    boolean found = !stopped && queue.awaitPending(atMost);
    looked();
    return found;
  }

  /** Claims up to {@code limit} messages; what is to be sent of them is with the slots then. */
  Taken take(int limit) {
    long before = context.nanoTime().getAsLong();
    Claim claim = notice(queue.claim(stopped ? 0 : limit));
    looked();
    if (!claim.foundNothing()) {
      context.listener().on(new DeliveryEvent.Claimed(queue.channel(), claim));
    }
    var deliveries = intake.accept(claim.leases(), before);
    try {
      pool.add(deliveries);
      if (stopped) {
        // The stop did not wait for us, as when Redis was away; it may be past its own giving back.
        giveBack();
      }
    } catch (RejectedExecutionException e) {
      // As when the server is suspended, before a stop or by its administrator.
      LOG.info(
          LogLine.saying("executor-refuses", "the server takes no work, messages are given back")
              .with("channel", queue.channel())
              .with("count", deliveries.size()));
      giveBack();
    }
    return new Taken(claim, deliveries.size());
  }

  /** Gives back what waits for a slot. */
  void giveBack() {
    release.accept(pool.takeWaiting());
  }

  private void looked() {
    lastLook = context.nanoTime().getAsLong();
  }

  private Claim notice(Claim claim) {
    if (claim.paused() != paused) {
      paused = claim.paused();
      LogLine line =
          paused
              ? LogLine.saying("paused", "an operator pauses the channel: nothing is claimed")
              : LogLine.saying("resumed", "the channel goes on: no operator pauses it any more");
      LOG.info(line.with("channel", queue.channel()));
    }
    return claim;
  }
}

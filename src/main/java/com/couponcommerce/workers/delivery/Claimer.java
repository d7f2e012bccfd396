package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.queue.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Claims messages from pending and passes them to the send pool, as many as the caller allows. */
public final class Claimer<M> {
  private static final EventLog LOG = EventLog.of(Claimer.class);

  /**
   * Result of a claim.
   *
   * @param deliveries messages to be sent; fewer than the leases where payloads were refused or
   *     deferred
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
  private volatile long lastPoll;

  /**
   * Makes a claimer that has not polled yet.
   *
   * @param release gives messages back to pending that were not started
   */
  public Claimer(
      ChannelContext<M> context,
      Intake<M> intake,
      SendPool<M> pool,
      Consumer<List<Delivery<M>>> release) {
    this.queue = context.queue();
    this.context = context;
    this.intake = intake;
    this.pool = pool;
    this.release = release;
    this.lastPoll = context.nanoTime().getAsLong();
  }

  /** Ends claiming. */
  public void stop() {
    stopped = true;
  }

  /** Returns whether an operator had paused the channel at the last poll. */
  public boolean isPaused() {
    return paused;
  }

  /** Returns the time since Redis last answered what is pending, or since the start. */
  public Duration sincePoll() {
    return Duration.ofNanos(Math.max(0, context.nanoTime().getAsLong() - lastPoll));
  }

  /** Asks Redis whether the channel is paused, and claims nothing. */
  boolean findsPause() {
    return notice(queue.claim(0)).paused();
  }

  /** Waits for a pending message; returns false if none came in that time. */
  boolean awaitPending(Duration atMost) {
    boolean found = !stopped && queue.awaitPending(atMost);
    polled();
    return found;
  }

  /** Claims up to {@code limit} messages, and adds those to be sent to the pool. */
  Taken take(int limit) {
    Claimed<M> claimed = claim(limit);
    send(claimed.deliveries());
    return new Taken(claimed.claim(), claimed.deliveries().size());
  }

  private record Claimed<M>(Claim claim, List<Delivery<M>> deliveries) {}

  private Claimed<M> claim(int limit) {
    long before = context.nanoTime().getAsLong();
    Claim claim = notice(queue.claim(stopped ? 0 : limit));
    polled();
    if (!claim.foundNothing()) {
      context.tell(new DeliveryEvent.Claimed(queue.channel(), claim));
    }
    return new Claimed<>(claim, intake.accept(claim.leases(), before));
  }

  private void send(List<Delivery<M>> deliveries) {
    try {
      pool.add(deliveries);
      if (stopped) {
        // While Redis is down, a stop does not wait for this claim and may have released
        // already.
        giveBack();
      }
    } catch (RejectedExecutionException e) {
      // The server is suspended, by a stop or by its administrator.
      LOG.info(
          LogLine.saying(
                  "executor-refuses", "the server accepts no work; messages go back to pending")
              .with("channel", queue.channel())
              .with("count", deliveries.size()));
      giveBack();
    }
  }

  /**
   * Claims up to {@code limit} messages, has the one tried alone whose outcome would tell the most,
   * and gives the others back.
   */
  Taken takeTrial(int limit) {
    Claimed<M> claimed = claim(limit);
    List<Delivery<M>> deliveries = new ArrayList<>(claimed.deliveries());
    Optional<Delivery<M>> best =
        deliveries.stream().reduce((one, other) -> worth(other) > worth(one) ? other : one);
    best.ifPresent(
        chosen -> {
          deliveries.remove(chosen);
          context.gate().tryAlone(chosen.id());
        });
    release.accept(deliveries);
    best.ifPresent(chosen -> send(List.of(chosen)));
    return new Taken(claimed.claim(), best.isPresent() ? 1 : 0);
  }

  private int worth(Delivery<M> delivery) {
    return context.gate().worthOfTrial(delivery.id(), context.sender().traits(delivery.message()));
  }

  /** Gives messages that wait for a thread back to pending. */
  void giveBack() {
    release.accept(pool.takeWaiting());
  }

  private void polled() {
    lastPoll = context.nanoTime().getAsLong();
  }

  private Claim notice(Claim claim) {
    if (claim.paused() != paused) {
      paused = claim.paused();
      LogLine line =
          paused
              ? LogLine.saying("paused", "an operator has paused the channel")
              : LogLine.saying("resumed", "the operator's pause has ended");
      LOG.info(line.with("channel", queue.channel()));
    }
    return claim;
  }
}

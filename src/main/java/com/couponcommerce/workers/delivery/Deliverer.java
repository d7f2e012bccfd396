package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.Attempted;
import com.couponcommerce.workers.delivery.Settlement.Accepted;
import com.couponcommerce.workers.delivery.Settlement.End;
import com.couponcommerce.workers.delivery.Verdicts.FailedAttempt;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.sender.Traits;
import com.couponcommerce.workers.sender.Upcoming;
import com.couponcommerce.workers.sender.Upcoming.Next;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends one message and settles it. The order is send, then settle: a crash between the two sends
 * twice, the other order would lose.
 */
public final class Deliverer<M> {
  private static final EventLog LOG = EventLog.of(Deliverer.class);

  private final ChannelContext<M> context;
  private final BeforeAttempt<M> before;
  private final Settlement<M> settlement;
  private final AckBatcher<M> acks;
  private final Verdicts<M> verdicts;
  private final InstantSource clock;

  public Deliverer(
      ChannelContext<M> context,
      BeforeAttempt<M> before,
      Settlement<M> settlement,
      AckBatcher<M> acks,
      Verdicts<M> verdicts) {
    this.context = context;
    this.before = before;
    this.settlement = settlement;
    this.acks = acks;
    this.verdicts = verdicts;
    this.clock = context.clocks().wall();
  }

  /** Returns what one thread delivers with; the thread closes it. */
  public DeliveryLine<M> line() {
    SendLine<M> sends = context.sender().line();
    return new DeliveryLine<>() {
      @Override
      public void deliver(Delivery<M> delivery, Supplier<Optional<Delivery<M>>> upcoming) {
        Deliverer.this.deliver(delivery, sends, upcoming);
      }

      @Override
      public void close() {
        sends.close();
      }
    };
  }

  /**
   * Makes one attempt. Throws only in case of a bug: the message is settled, waits in {@link
   * AckBatcher}, or stays in processing.
   */
  private void deliver(
      Delivery<M> delivery, SendLine<M> line, Supplier<Optional<Delivery<M>>> upcoming) {
    boolean taken = false;
    try {
      taken = checkAndAttempt(delivery, line, upcoming);
    } finally {
      context.gate().notTried(delivery.id());
      if (!taken) {
        // A message without a thread must not stay in flight: it would never be reclaimed.
        context.inFlight().remove(delivery.lease());
      }
    }
  }

  private boolean checkAndAttempt(
      Delivery<M> delivery, SendLine<M> line, Supplier<Optional<Delivery<M>>> upcoming) {
    if (!context.gate().admits(delivery.id())) {
      // It would fail like the message that shut the gate.
      release(delivery, "the channel is paused");
      return false;
    }
    try {
      if (before.optOuts().forbid(delivery.message())) {
        refuseOptedOut(delivery);
        return false;
      }
      Duration wait =
          before.recipientLimit().admit(context.sender().recipients(delivery.message()));
      if (wait.isZero()) {
        return attempt(delivery, line, upcoming);
      }
      // Due times are whole milliseconds; a message due too early would be deferred again.
      settlement.defer(
          delivery,
          delivery.deferredAt(clock.instant()),
          "recipient limit reached",
          wait.plusMillis(1));
    } catch (QueueUnavailableException e) {
      release(delivery, "Redis does not answer");
    }
    return false;
  }

  /** Makes the attempt; returns true if its outcome is in the hands of the gate or of the acks. */
  private boolean attempt(
      Delivery<M> delivery, SendLine<M> line, Supplier<Optional<Delivery<M>>> upcoming) {
    delivery.lease().sendingStarts();
    long since = context.nanoTime().getAsLong();
    before.unknown().sendingStarts(delivery.id());
    AttemptFence fence = new AttemptFence(delivery, before.channelLimit());
    DeliveryResult result =
        delivery.isExpired() ? new Abandoned() : send(delivery, fence, line, () -> next(upcoming));
    Duration took = delivery.lease().sendingFor();
    if (!(result instanceof Abandoned)) {
      context.tell(new Attempted(context.channel(), result, took));
    }
    return result.match(
        accepted -> {
          acks.add(new Accepted<>(delivery, accepted.reply(), took));
          verdicts.settle(context.gate().accepted(delivery.id(), () -> traits(delivery), since));
          return true;
        },
        partly -> {
          FailedAttempt<M> attempt =
              new FailedAttempt<>(
                  delivery, withRemaining(delivery, partly.remaining()), partly.failure(), took);
          verdicts.settle(
              context
                  .gate()
                  .partlyAccepted(
                      attempt, delivery.id(), traits(delivery), since, partly.failure()));
          return true;
        },
        failed -> {
          FailedAttempt<M> attempt =
              new FailedAttempt<>(delivery, delivery.fields().edit(), failed.failure(), took);
          verdicts.settle(
              context
                  .gate()
                  .failed(attempt, delivery.id(), traits(delivery), since, failed.failure()));
          return true;
        },
        abandoned -> {
          abandon(delivery, fence, took);
          return false;
        });
  }

  /**
   * Settles a message that was not handed over. If another worker has the lease, nothing changes.
   */
  private void abandon(Delivery<M> delivery, AttemptFence fence, Duration took) {
    if (delivery.isExpired()) {
      deadLetter(
          delivery,
          delivery.fields().edit(),
          new End(DeadLetterReason.EXPIRED, DueCheck.EXPIRED, delivery.retries(), took));
    } else {
      release(delivery, fence.reason());
    }
  }

  private void refuseOptedOut(Delivery<M> delivery) {
    Failure failure =
        new Failure(FailureClass.PERM_RECIPIENT, "opted_out", "the recipient has opted out");
    deadLetter(
        delivery,
        delivery.fields().edit(),
        new End(DeadLetterReason.OPTED_OUT, failure, delivery.retries(), Duration.ZERO));
  }

  private void release(Delivery<M> delivery, String reason) {
    settlement.release(List.of(delivery), reason);
  }

  /**
   * Sends; a bug in the sender must neither lose the message nor dead-letter it at once, unless it
   * may have been sent and must not be sent twice.
   */
  private DeliveryResult send(
      Delivery<M> delivery, AttemptFence fence, SendLine<M> line, Upcoming<M> upcoming) {
    try {
      return line.send(delivery.id(), delivery.message(), fence, upcoming);
    } catch (RuntimeException | Error e) {
      LOG.error(
          LogLine.saying(
                  "fault",
                  "unexpected exception while sending (a bug); it counts as a failed attempt")
              .with("id", delivery.id()),
          e);
      boolean unknown = fence.isPassed() && !context.sender().retriesUnknown();
      return new Failed(
          new Failure(
              unknown ? FailureClass.AMBIGUOUS : FailureClass.TRANS_RECIPIENT,
              "internal_error",
              e.getClass().getName()));
    }
  }

  /** Returns the message that this thread sends next, if nothing forbids that by now. */
  private Optional<Next<M>> next(Supplier<Optional<Delivery<M>>> upcoming) {
    return context.gate().state() == Gate.State.OPEN
        ? upcoming
            .get()
            .filter(delivery -> !delivery.isExpired())
            .map(delivery -> new Next<>(delivery.id(), delivery.message()))
        : Optional.empty();
  }

  private Traits traits(Delivery<M> delivery) {
    return context.sender().traits(delivery.message());
  }

  private static PayloadEditor withRemaining(Delivery<?> delivery, List<String> remaining) {
    return delivery.fields().edit().set("remaining", remaining);
  }

  private void deadLetter(Delivery<M> delivery, PayloadEditor payload, End end) {
    settlement.deadLetter(delivery, payload, end, clock.instant());
  }
}

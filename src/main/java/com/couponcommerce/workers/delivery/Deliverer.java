package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.Attempted;
import com.couponcommerce.workers.delivery.Settlement.Accepted;
import com.couponcommerce.workers.delivery.Settlement.End;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.limit.SendLimits;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends one message and settles it. The order is send, then settle: a crash between the two sends
 * twice, the other order would lose.
 */
public final class Deliverer<M> {
  private static final EventLog LOG = EventLog.of(Deliverer.class);

  private final ChannelContext<M> context;
  private final OptOuts<M> optOuts;
  private final UnknownOutcomes unknown;
  private final Settlement<M> settlement;
  private final AckBatcher<M> acks;
  private final RetryPolicy policy;
  private final SendLimits limits;
  private final InstantSource clock;

  /**
   * Of one channel.
   *
   * @param flushSoon has {@link #flush} called after {@link AckBatcher#LONGEST_WAIT}, if that is
   *     needed then
   */
  public Deliverer(
      ChannelContext<M> context,
      UntilAnswered untilAnswered,
      RetryPolicy policy,
      SendLimits limits,
      Consumer<BooleanSupplier> flushSoon,
      InstantSource clock) {
    this.limits = limits;
    this.context = context;
    this.optOuts = new OptOuts<>(context.sender(), context.optOuts(), untilAnswered);
    this.unknown = UnknownOutcomes.of(context, untilAnswered);
    this.settlement = new Settlement<>(context, unknown, untilAnswered);
    this.acks =
        new AckBatcher<>(
            settlement, flushSoon, context.sender().retriesUnknown() ? AckBatcher.MOST : 1);
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * One try. Throws nothing that is foreseen: whatever happens to a message, it is settled, waits
   * for {@link #flush}, or stays in processing.
   */
  public void deliver(Delivery<M> delivery) {
    boolean delivered = false;
    try {
      delivered = admitAndTry(delivery);
    } finally {
      if (!delivered) {
        // What nobody works on must not look held: it would never be reclaimed.
        context.inFlight().remove(delivery.lease());
      }
    }
  }

  private boolean admitAndTry(Delivery<M> delivery) {
    try {
      if (optOuts.forbid(delivery.message())) {
        refuseOptedOut(delivery);
        return false;
      }
      Duration wait = limits.recipient().admit(context.sender().recipients(delivery.message()));
      if (wait.isZero()) {
        return tryOnce(delivery);
      }
      // Due times are in whole milliseconds, and one too early would be held again.
      settlement.defer(
          delivery,
          delivery.deferredAt(clock.instant()),
          "its recipient has had enough",
          wait.plusMillis(1));
    } catch (QueueUnavailableException e) {
      release(delivery, "Redis is away");
    }
    return false;
  }

  /** Acks what was delivered and waits for company. */
  public void flush() {
    acks.flush();
  }

  /**
   * Waits for acks that other threads take to Redis at the moment.
   *
   * @return false where Redis has not answered in that time
   */
  public boolean awaitFlushed(Duration atMost) {
    return acks.awaitFlushed(atMost);
  }

  private boolean tryOnce(Delivery<M> delivery) {
    delivery.lease().sendingStarts();
    unknown.sendingStarts(delivery.id());
    AttemptFence fence = new AttemptFence(delivery, limits.channel(), clock);
    DeliveryResult result = fence.isOver() ? new Abandoned() : send(delivery, fence);
    Duration took = delivery.lease().sendingFor();
    if (!(result instanceof Abandoned)) {
      context.listener().on(new Attempted(context.queue().channel(), result, took));
    }
    if (result instanceof Delivered accepted) {
      context.breaker().succeeded();
      context.pace().works();
      acks.add(new Accepted<>(delivery, accepted.reply(), took));
      return true;
    } else if (result instanceof PartlyDelivered partly) {
      fail(delivery, withRemaining(delivery, partly.remaining()), partly.failure(), took);
    } else if (result instanceof Failed failed) {
      fail(delivery, delivery.fields().edit(), failed.failure(), took);
    } else if (result instanceof Abandoned) {
      abandon(delivery, fence, took);
    }
    return false;
  }

  /** Nothing was handed over; where the lease is somebody else's by now, this changes nothing. */
  private void abandon(Delivery<M> delivery, AttemptFence fence, Duration took) {
    if (fence.isOver()) {
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

  /**
   * Gives messages back that waited for their turn, to be claimed next in the order of the list.
   */
  public void release(List<Delivery<M>> deliveries, String why) {
    if (!deliveries.isEmpty()) {
      settlement.release(deliveries, why);
    }
  }

  private void release(Delivery<M> delivery, String why) {
    release(List.of(delivery), why);
  }

  private static boolean asksForLess(Failure failure) {
    return failure.failureClass() == FailureClass.THROTTLED && !failure.atOnce();
  }

  /** A fault of ours must neither lose the message nor dead-letter it at once. */
  private DeliveryResult send(Delivery<M> delivery, SendFence fence) {
    try {
      return context.sender().send(delivery.id(), delivery.message(), fence);
    } catch (RuntimeException | Error e) {
      LOG.error(
          LogLine.saying("fault", "sending failed in a way it must not").with("id", delivery.id()),
          e);
      return new Failed(
          new Failure(FailureClass.TRANS_RECIPIENT, "internal_error", e.getClass().getName()));
    }
  }

  private static PayloadEditor withRemaining(Delivery<?> delivery, List<String> remaining) {
    return delivery.fields().edit().set("remaining", remaining);
  }

  private void fail(Delivery<M> delivery, PayloadEditor tried, Failure failure, Duration took) {
    boolean isTrial = context.breaker().state() == CircuitBreaker.State.HALF_OPEN;
    context.breaker().failed(failure);
    if (asksForLess(failure)) {
      context.pace().throttled();
    } else {
      context.pace().works();
    }
    FailureClass failureClass = failure.failureClass();
    PayloadEditor payload = FailedAttempts.add(tried, delivery.attempt(), failure, clock.instant());
    int retries = delivery.retries() + (failureClass.usesAttempt() ? 1 : 0);
    if (failureClass == FailureClass.CONFIG && !isTrial) {
      release(delivery, failure.code() + " " + failure.text());
    } else if (failureClass == FailureClass.AMBIGUOUS && !context.sender().retriesUnknown()) {
      deadLetter(
          delivery, payload, new End(DeadLetterReason.OUTCOME_UNKNOWN, failure, retries, took));
    } else if (failureClass.isPermanent()) {
      learn(delivery, failure);
      DeadLetterReason reason =
          failureClass == FailureClass.PERM_RECIPIENT
              ? DeadLetterReason.RECIPIENT_REFUSED
              : DeadLetterReason.MESSAGE_REFUSED;
      deadLetter(delivery, payload, new End(reason, failure, delivery.retries() + 1, took));
    } else if (failureClass.usesAttempt() && retries >= delivery.maxRetries()) {
      deadLetter(
          delivery, payload, new End(DeadLetterReason.RETRIES_EXHAUSTED, failure, retries, took));
    } else {
      // A trial that found the login working but this message's sender refused goes here too: at
      // the head of the line it would close the gate each time, and block all behind it.
      retry(delivery, payload, failure, retries, took);
    }
  }

  private void learn(Delivery<M> delivery, Failure failure) {
    try {
      optOuts.learn(delivery.message(), failure);
    } catch (QueueUnavailableException e) {
      LOG.warning(
          LogLine.saying("opt-out-lost", "an opt-out could not be noted")
              .with("id", delivery.id())
              .error(e));
    }
  }

  private void retry(
      Delivery<M> delivery, PayloadEditor payload, Failure failure, int retries, Duration took) {
    Duration delay = policy.delay(Math.max(1, retries), failure);
    settlement.retry(delivery, payload, failure, retries, delay, took);
  }

  private void deadLetter(Delivery<M> delivery, PayloadEditor payload, End end) {
    settlement.deadLetter(delivery, payload, end, clock.instant());
  }
}

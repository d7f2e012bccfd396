package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Deferred;
import com.couponcommerce.workers.delivery.DeliveryEvent.Delivered;
import com.couponcommerce.workers.delivery.DeliveryEvent.LeaseLost;
import com.couponcommerce.workers.delivery.DeliveryEvent.Refused;
import com.couponcommerce.workers.delivery.DeliveryEvent.Released;
import com.couponcommerce.workers.delivery.DeliveryEvent.Retried;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.duty.UntilAnswered.Answer;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes the change of state that ends a claim, and tells the listener about it, or that the lease
 * was lost before.
 */
public final class Settlement<M> {
  private static final EventLog LOG = EventLog.of(Settlement.class);
  private static final String NOTHING_SENT = "nothing sent";

  private final MessageQueue queue;
  private final InFlight inFlight;
  private final DeliveryListener listener;
  private final UnknownOutcomes unknown;
  private final UntilAnswered untilAnswered;

  public Settlement(
      ChannelContext<M> context, UnknownOutcomes unknown, UntilAnswered untilAnswered) {
    this.queue = context.queue();
    this.inFlight = context.inFlight();
    this.listener = context.listener();
    this.unknown = unknown;
    this.untilAnswered = untilAnswered;
  }

  /**
   * A message that the provider accepted.
   *
   * @param took time of the attempt
   */
  record Accepted<M>(Delivery<M> delivery, String reply, Duration took) {}

  /** Acks delivered messages; one call for all. */
  void ack(List<Accepted<M>> batch) {
    List<Delivery<M>> deliveries = batch.stream().map(Accepted::delivery).toList();
    Set<OwnLease> acked = settle(deliveries, leases -> queue.ack(marks(leases)));
    for (Accepted<M> accepted : batch) {
      Delivery<M> delivery = accepted.delivery();
      if (acked.contains(delivery.lease())) {
        listener.on(new Delivered(queue.channel(), delivery, accepted.reply(), accepted.took()));
      } else {
        leaseLost(delivery, "delivered");
      }
    }
  }

  private Map<Lease, Optional<MessageId>> marks(Map<Lease, Delivery<M>> leases) {
    Map<Lease, Optional<MessageId>> marks = new LinkedHashMap<>();
    leases.forEach((lease, delivery) -> marks.put(lease, delivery.mark()));
    return marks;
  }

  /**
   * Lets a message wait for its next attempt.
   *
   * @param retries failed attempts so far
   */
  void retry(
      Delivery<M> delivery,
      PayloadEditor payload,
      Failure failure,
      int retries,
      Duration delay,
      Duration took) {
    Payload waiting = payload.set("retries", retries).toPayload();
    if (settle(delivery, lease -> queue.retry(lease, waiting, delay))) {
      listener.on(new Retried(queue.channel(), delivery, failure, retries, delay, took));
    } else {
      leaseLost(delivery, failure.code());
    }
  }

  /** Lets a message wait without an attempt, as the given payload. */
  void defer(Delivery<M> delivery, Payload waiting, String reason, Duration delay) {
    if (settle(delivery, lease -> queue.retry(lease, waiting, delay))) {
      listener.on(new Deferred(queue.channel(), delivery, reason, delay));
    } else {
      leaseLost(delivery, NOTHING_SENT);
    }
  }

  /** Dead-letters a message. */
  void deadLetter(Delivery<M> delivery, PayloadEditor payload, End end, Instant at) {
    Payload deadLetter =
        DeadLetterNote.write(payload, end.reason().with(end.failure()), end.attempts(), at);
    Optional<MessageId> mark =
        end.reason() == DeadLetterReason.OUTCOME_UNKNOWN ? delivery.mark() : Optional.empty();
    if (settle(delivery, lease -> queue.deadLetter(lease, deadLetter, mark))) {
      listener.on(
          new DeadLettered(
              queue.channel(),
              Optional.of(delivery.id()),
              end.reason(),
              end.failure().code(),
              new Refused(delivery.attempt(), end.failure(), end.took())));
    } else {
      leaseLost(delivery, end.failure().code());
    }
  }

  /**
   * Gives messages back to pending, to be claimed next in the order of the list; one call for all.
   */
  public void release(List<Delivery<M>> deliveries, String reason) {
    if (deliveries.isEmpty()) {
      return;
    }
    Set<OwnLease> released =
        settle(deliveries, leases -> queue.release(List.copyOf(leases.keySet())));
    for (Delivery<M> delivery : deliveries) {
      if (released.contains(delivery.lease())) {
        listener.on(new Released(queue.channel(), delivery, reason));
      } else {
        leaseLost(delivery, NOTHING_SENT);
      }
    }
  }

  /**
   * End of a message that is dead-lettered.
   *
   * @param attempts failed attempts that counted
   * @param took time of the last attempt
   */
  record End(DeadLetterReason reason, Failure failure, int attempts, Duration took) {}

  /** Settles one message; returns true if the lease still belonged to this instance. */
  private boolean settle(Delivery<M> delivery, Predicate<Lease> change) {
    // Each candidate, not only up to the first success: after a lost reply, success is a guess.
    return !settle(
            List.of(delivery),
            leases -> leases.keySet().stream().filter(change).collect(Collectors.toSet()))
        .isEmpty();
  }

  /**
   * Settles all by one change.
   *
   * @param change gets each lease that may be valid, with its delivery
   * @return the leases that still belonged to this instance
   */
  private Set<OwnLease> settle(
      List<Delivery<M>> deliveries, Function<Map<Lease, Delivery<M>>, Set<Lease>> change) {
    Set<OwnLease> settled = new HashSet<>();
    try {
      Answer<Set<OwnLease>> done =
          untilAnswered.call(() -> inFlight.settling(() -> settleOnce(deliveries, change)));
      for (Delivery<M> delivery : deliveries) {
        OwnLease lease = delivery.lease();
        if (done.repeated() || done.value().contains(lease)) {
          settled.add(lease);
          if (lease.isSending()) {
            // Only if an attempt began: else the mark is that of another message with the same
            // id.
            unknown.settled(delivery.id());
          }
        }
      }
    } catch (QueueUnavailableException e) {
      deliveries.forEach(delivery -> left(delivery, e));
    } finally {
      // In any case: a message without a thread must not stay in flight, or it is never
      // reclaimed.
      deliveries.forEach(delivery -> inFlight.remove(delivery.lease()));
    }
    return settled;
  }

  private Set<OwnLease> settleOnce(
      List<Delivery<M>> deliveries, Function<Map<Lease, Delivery<M>>, Set<Lease>> change) {
    Map<Lease, Delivery<M>> candidates = new LinkedHashMap<>();
    for (Delivery<M> delivery : deliveries) {
      delivery.lease().candidates().forEach(lease -> candidates.put(lease, delivery));
    }
    Set<Lease> done = change.apply(candidates);
    Set<OwnLease> settled = new HashSet<>();
    candidates.forEach(
        (lease, delivery) -> {
          if (done.contains(lease)) {
            settled.add(delivery.lease());
          }
        });
    // Here too, before the next extension.
    deliveries.forEach(delivery -> inFlight.remove(delivery.lease()));
    return settled;
  }

  private void leaseLost(Delivery<M> delivery, String after) {
    listener.on(new LeaseLost(queue.channel(), delivery, after));
  }

  private void left(Delivery<M> delivery, QueueUnavailableException reason) {
    LOG.warning(
        LogLine.saying("unsettled", "a message stays in processing and will be reclaimed")
            .with("channel", queue.channel())
            .with("id", delivery.id())
            .error(reason));
  }
}

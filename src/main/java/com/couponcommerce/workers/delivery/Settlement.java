package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Persistence.Answer;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.QueueUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes the change of state that ends a claim, and tells the listener which one it was, or that the
 * lease was lost before.
 */
final class Settlement<M> {
  private static final EventLog LOG = EventLog.of(Settlement.class);
  private static final String NOTHING_SENT = "nothing sent";

  private final MessageQueue queue;
  private final HeldLeases held;
  private final DeliveryListener listener;
  private final UnknownOutcomes unknown;
  private final Persistence persistence;

  Settlement(ChannelContext<M> context, UnknownOutcomes unknown, Persistence persistence) {
    this.queue = context.queue();
    this.held = context.held();
    this.listener = context.listener();
    this.unknown = unknown;
    this.persistence = persistence;
  }

  /** Delivered. */
  void ack(Delivery<M> delivery, String reply, Duration took) {
    if (settle(delivery, lease -> !queue.ack(Map.of(lease, delivery.mark())).isEmpty())) {
      listener.delivered(queue.channel(), delivery, reply, took);
    } else {
      listener.leaseLost(queue.channel(), delivery, "delivered");
    }
  }

  /**
   * It waits for its next try.
   *
   * @param retries failed tries so far
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
      listener.retried(queue.channel(), delivery, failure, retries, delay, took);
    } else {
      listener.leaseLost(queue.channel(), delivery, failure.code());
    }
  }

  /** It waits untried, as the given payload. */
  void hold(Delivery<M> delivery, Payload waiting, String why, Duration delay) {
    if (settle(delivery, lease -> queue.retry(lease, waiting, delay))) {
      listener.held(queue.channel(), delivery, why, delay);
    } else {
      listener.leaseLost(queue.channel(), delivery, NOTHING_SENT);
    }
  }

  /** Given up. */
  void deadLetter(Delivery<M> delivery, PayloadEditor payload, End end, Instant at) {
    Payload deadLetter =
        GivenUp.deadLetter(payload, end.reason(), end.failure(), end.attempts(), at);
    if (settle(delivery, lease -> queue.deadLetter(lease, deadLetter))) {
      listener.deadLettered(queue.channel(), delivery, end.reason(), end.failure(), end.took());
    } else {
      listener.leaseLost(queue.channel(), delivery, end.failure().code());
    }
  }

  /** Given back to pending. */
  void release(Delivery<M> delivery, String why) {
    if (settle(delivery, lease -> !queue.release(List.of(lease)).isEmpty())) {
      listener.released(queue.channel(), delivery, why);
    } else {
      listener.leaseLost(queue.channel(), delivery, NOTHING_SENT);
    }
  }

  /**
   * Why a message is given up.
   *
   * @param attempts failed tries that counted
   * @param took time of the last try
   */
  record End(DeadLetterReason reason, Failure failure, int attempts, Duration took) {}

  /** True where the lease was still ours. */
  private boolean settle(Delivery<M> delivery, Predicate<Lease> change) {
    HeldLease lease = delivery.lease();
    try {
      Answer<Boolean> done = persistence.call(() -> held.settling(() -> settleOnce(lease, change)));
      boolean settled = done.value() || done.repeated();
      if (settled && lease.isSending()) {
        // Not where no try began: the mark would be that of another message with the same id.
        unknown.settled(delivery.id());
      }
      return settled;
    } catch (QueueUnavailableException e) {
      held.remove(lease);
      LOG.warning(
          LogLine.saying("unsettled", "a message stays in processing and will be reclaimed")
              .with("channel", queue.channel())
              .with("id", delivery.id())
              .error(e));
      return false;
    }
  }

  private boolean settleOnce(HeldLease lease, Predicate<Lease> change) {
    // Each one, not up to the first that says yes: after a lost reply an answer is a guess.
    boolean done = false;
    for (Lease candidate : lease.candidates()) {
      done |= change.test(candidate);
    }
    held.remove(lease);
    return done;
  }
}

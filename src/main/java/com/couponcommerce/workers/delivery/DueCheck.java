package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps from being sent what is too late, too early, or was delivered before. None of it uses an
 * attempt.
 */
final class DueCheck<M> {
  static final Failure EXPIRED =
      new Failure(
          FailureClass.PERM_MESSAGE, "expired", "expiresAt has passed, it was not sent any more");

  private static final Failure ALREADY_SENT =
      new Failure(
          FailureClass.PERM_MESSAGE,
          "already_sent",
          "a message with this id was delivered within DEDUPE_TTL");

  /** Long enough for most sends to end, short enough where the other one fails. */
  private static final Duration WAIT_FOR_SAME_ID = Duration.ofSeconds(1);

  private final MessageQueue queue;
  private final InFlight inFlight;
  private final DeliveryListener listener;
  private final UntilAnswered untilAnswered;
  private final Settlement<M> settlement;

  DueCheck(ChannelContext<M> context, UntilAnswered untilAnswered) {
    this.queue = context.queue();
    this.inFlight = context.inFlight();
    this.listener = context.listener();
    this.untilAnswered = untilAnswered;
    this.settlement =
        new Settlement<>(context, UnknownOutcomes.of(context, untilAnswered), untilAnswered);
  }

  /**
   * Settles what is not to be sent now.
   *
   * @param now by the Redis clock
   * @return the others, registered as held
   */
  List<Delivery<M>> admit(List<Delivery<M>> claimed, Instant now) {
    List<Delivery<M>> admitted = unsent(due(claimed, now), now);
    for (Delivery<M> delivery : admitted) {
      inFlight.add(delivery.lease());
      listener.on(new DeliveryEvent.Admitted(queue.channel(), delivery));
    }
    return admitted;
  }

  private List<Delivery<M>> due(List<Delivery<M>> claimed, Instant now) {
    List<Delivery<M>> due = new ArrayList<>();
    for (Delivery<M> delivery : claimed) {
      Optional<Duration> wait = delivery.window().untilDue(now);
      if (delivery.window().isOver(now)) {
        deadLetter(delivery, DeadLetterReason.EXPIRED, EXPIRED, now);
      } else if (wait.isPresent()) {
        defer(delivery, wait.get(), now, "sendAt has not come");
      } else {
        due.add(delivery);
      }
    }
    return due;
  }

  /**
   * Without what was delivered before, or is being sent under another message and may be delivered
   * soon. Who is being sent is looked up before the marks are: the other order would miss what is
   * delivered in between.
   */
  private List<Delivery<M>> unsent(List<Delivery<M>> due, Instant now) {
    List<MessageId> ids = due.stream().map(Delivery::id).filter(MessageId::isExplicit).toList();
    if (ids.isEmpty() || !queue.marksSent()) {
      return due;
    }
    Set<MessageId> sending = new HashSet<>(inFlight.explicitIds());
    Set<MessageId> sent = untilAnswered.call(() -> queue.sent(ids)).value();
    List<Delivery<M>> unsent = new ArrayList<>();
    for (Delivery<M> delivery : due) {
      if (sent.contains(delivery.id())) {
        listener.on(new DeliveryEvent.Suppressed(queue.channel(), delivery));
        deadLetter(delivery, DeadLetterReason.ALREADY_SENT, ALREADY_SENT, now);
      } else if (delivery.id().isExplicit() && !sending.add(delivery.id())) {
        listener.on(new DeliveryEvent.Suppressed(queue.channel(), delivery));
        defer(delivery, WAIT_FOR_SAME_ID, now, "another message with this id is being sent");
      } else {
        unsent.add(delivery);
      }
    }
    return unsent;
  }

  /**
   * An explicit id may have a byte-identical twin that waits already; the time of this claim, which
   * no other has, keeps the two apart, so that neither goes round and round until it is due.
   */
  private void defer(Delivery<M> delivery, Duration delay, Instant now, String why) {
    Payload waiting =
        delivery.id().isExplicit() ? delivery.deferredAt(now) : delivery.lease().payload();
    settlement.defer(delivery, waiting, why, delay);
  }

  private void deadLetter(
      Delivery<M> delivery, DeadLetterReason reason, Failure failure, Instant now) {
    settlement.deadLetter(
        delivery,
        delivery.fields().edit(),
        new Settlement.End(reason, failure, delivery.retries(), Duration.ZERO),
        now);
  }
}

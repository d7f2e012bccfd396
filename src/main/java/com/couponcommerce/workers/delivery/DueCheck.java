package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.MessageQueue.IdClaim;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stops messages that are expired, not due yet, or delivered before. None of this uses an attempt.
 */
public final class DueCheck<M> {
  static final Failure EXPIRED =
      new Failure(FailureClass.PERM_MESSAGE, "expired", "expiresAt passed before it was sent");

  private static final Failure ALREADY_SENT =
      new Failure(
          FailureClass.PERM_MESSAGE,
          "already_sent",
          "a message with this id was delivered within DEDUPE_TTL");

  /** Wait for another message with the same id: most sends end in this time. */
  private static final Duration WAIT_FOR_SAME_ID = Duration.ofSeconds(1);

  private final MessageQueue queue;
  private final InFlight inFlight;
  private final DeliveryListener listener;
  private final UntilAnswered untilAnswered;
  private final Settlement<M> settlement;

  public DueCheck(
      ChannelContext<M> context, Settlement<M> settlement, UntilAnswered untilAnswered) {
    this.queue = context.queue();
    this.inFlight = context.inFlight();
    this.listener = context.listener();
    this.untilAnswered = untilAnswered;
    this.settlement = settlement;
  }

  /**
   * Settles messages that are not to be sent now.
   *
   * @param now time by Redis's clock
   * @return the others, registered as in flight
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
   * Returns the messages whose ids were neither delivered before nor are being sent with another
   * message, here or by another instance. Those in flight here are not asked for, since their ids
   * may have been claimed by an older claim.
   */
  private List<Delivery<M>> unsent(List<Delivery<M>> due, Instant now) {
    if (!queue.marksSent() || due.stream().noneMatch(DueCheck::isExplicit)) {
      return due;
    }
    Map<Lease, MessageId> ids = ids(due);
    Map<Lease, IdClaim> claims = untilAnswered.call(() -> queue.claimIds(ids)).value();
    Set<MessageId> sent = new HashSet<>();
    claims.forEach(
        (lease, claim) -> {
          if (claim == IdClaim.SENT) {
            sent.add(Objects.requireNonNull(ids.get(lease)));
          }
        });
    List<Delivery<M>> unsent = new ArrayList<>();
    for (Delivery<M> delivery : due) {
      switch (claim(delivery, claims, sent)) {
        case CLAIMED -> unsent.add(delivery);
        case SENT, MAYBE_SENT -> {
          listener.on(new DeliveryEvent.Suppressed(queue.channel(), delivery));
          deadLetter(delivery, DeadLetterReason.ALREADY_SENT, ALREADY_SENT, now);
        }
        case HELD -> {
          listener.on(new DeliveryEvent.Suppressed(queue.channel(), delivery));
          defer(delivery, WAIT_FOR_SAME_ID, now, "another message with this id is being sent");
        }
      }
    }
    return unsent;
  }

  private static IdClaim claim(
      Delivery<?> delivery, Map<Lease, IdClaim> claims, Set<MessageId> sent) {
    if (!isExplicit(delivery)) {
      return IdClaim.CLAIMED;
    }
    if (sent.contains(delivery.id())) {
      return IdClaim.SENT;
    }
    IdClaim claim = claims.getOrDefault(lease(delivery), IdClaim.HELD);
    return claim == IdClaim.MAYBE_SENT && isRedrivenUnknown(delivery) ? IdClaim.CLAIMED : claim;
  }

  /** Returns true if an operator decided that a message which may have been sent is sent again. */
  private static boolean isRedrivenUnknown(Delivery<?> delivery) {
    return DeadLetterNote.redrivenFrom(delivery.fields())
        .filter(DeadLetterReason.OUTCOME_UNKNOWN.id()::equals)
        .isPresent();
  }

  /** Returns the ids to claim: the first message with each that is not in flight here. */
  private Map<Lease, MessageId> ids(List<Delivery<M>> due) {
    Set<Payload> claimed =
        due.stream().map(delivery -> delivery.lease().payload()).collect(Collectors.toSet());
    Set<MessageId> sending = new HashSet<>(inFlight.explicitIdsBesides(claimed));
    Map<Lease, MessageId> ids = new LinkedHashMap<>();
    for (Delivery<M> delivery : due) {
      if (isExplicit(delivery) && sending.add(delivery.id())) {
        ids.put(lease(delivery), delivery.id());
      }
    }
    return ids;
  }

  private static boolean isExplicit(Delivery<?> delivery) {
    return delivery.id().isExplicit();
  }

  /** Returns the lease of a message that was claimed just now. */
  private static Lease lease(Delivery<?> delivery) {
    return delivery.lease().candidates().get(0);
  }

  /**
   * Defers. A message with an explicit id may have a byte-identical twin that waits already. The
   * time of this claim is unique and distinguishes the two, so that neither is claimed again and
   * again until it is due.
   */
  private void defer(Delivery<M> delivery, Duration delay, Instant now, String reason) {
    Payload waiting =
        delivery.id().isExplicit() ? delivery.deferredAt(now) : delivery.lease().payload();
    settlement.defer(delivery, waiting, reason, delay);
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

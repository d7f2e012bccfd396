package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes deliveries of claimed payloads: decodes them, dead-letters undecodable ones byte for byte,
 * gives an id to those without, and lets redriven ones start over. The new payload is in Redis
 * before the first attempt, so that an attempt after a crash has the same id. {@link DueCheck}
 * stops messages that are not to be sent now.
 */
public final class Intake<M> {
  private final MessageDecoder<M> decoder;
  private final MessageQueue queue;
  private final DueCheck<M> dueCheck;
  private final DeliveryListener listener;
  private final UntilAnswered untilAnswered;
  private final Duration leaseTimeout;
  private final LongSupplier nanoTime;

  public Intake(
      ChannelContext<M> channel,
      MessageDecoder<M> decoder,
      DueCheck<M> dueCheck,
      UntilAnswered untilAnswered,
      Duration leaseTimeout) {
    this.untilAnswered = untilAnswered;
    this.decoder = decoder;
    this.queue = channel.queue();
    this.dueCheck = dueCheck;
    this.listener = channel.listener();
    this.nanoTime = channel.nanoTime();
    this.leaseTimeout = leaseTimeout;
  }

  /**
   * Accepts claimed payloads.
   *
   * @param claimedAt {@code nanoTime} of a moment before the claim
   * @return the messages to send now; registered as in flight
   */
  public List<Delivery<M>> accept(List<Lease> leases, long claimedAt) {
    if (leases.isEmpty()) {
      return List.of();
    }
    Map<Lease, Decoded<M>> decoded = new LinkedHashMap<>();
    for (Lease lease : leases) {
      decode(lease).ifPresent(message -> decoded.put(lease, message));
    }
    Map<Lease, Lease> rewritten = rewrite(decoded);
    List<Delivery<M>> deliveries = new ArrayList<>();
    decoded.forEach(
        (lease, message) ->
            current(lease, message, rewritten)
                .map(
                    current ->
                        new OwnLease(current, message.id(), claimedAt, leaseTimeout, nanoTime))
                .ifPresent(current -> deliveries.add(delivery(current, message))));
    return dueCheck.admit(deliveries, leases.get(0).token().time());
  }

  private Optional<Decoded<M>> decode(Lease lease) {
    try {
      return Optional.of(decoder.decode(lease.payload()));
    } catch (RefusedMessageException e) {
      refuse(lease, e.problem());
      return Optional.empty();
    }
  }

  private void refuse(Lease lease, String problem) {
    if (untilAnswered.call(() -> queue.deadLetter(lease, lease.payload())).value()) {
      listener.on(
          new DeadLettered(
              queue.channel(),
              Optional.empty(),
              DeadLetterReason.INVALID,
              DeadLetterReason.INVALID.id(),
              new DeliveryEvent.Invalid(lease.payload(), problem)));
    }
  }

  private Map<Lease, Lease> rewrite(Map<Lease, Decoded<M>> decoded) {
    Map<Lease, Payload> changes = new LinkedHashMap<>();
    decoded.forEach(
        (lease, message) -> message.rewritten().ifPresent(payload -> changes.put(lease, payload)));
    return changes.isEmpty() ? Map.of() : untilAnswered.call(() -> queue.rewrite(changes)).value();
  }

  private Optional<Lease> current(Lease lease, Decoded<M> message, Map<Lease, Lease> rewritten) {
    return message.rewritten().isEmpty()
        ? Optional.of(lease)
        : Optional.ofNullable(rewritten.get(lease));
  }

  private Delivery<M> delivery(OwnLease lease, Decoded<M> message) {
    return new Delivery<>(
        lease, message.fields(), message.window(), message.attempts(), message.message());
  }
}

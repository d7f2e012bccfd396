package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.CurrentSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Reclaims messages of workers that died. Each reclaim counts as a failed attempt; otherwise a
 * message that kills its worker would kill all workers again and again. Runs on every instance: the
 * script lets only one of them win.
 */
public final class Reclaimer implements Duty {
  private static final int MAX_PER_RUN = 100;
  private static final Duration PAUSE_IF_MORE = Duration.ofMillis(100);

  private static final Failure LEASE_ENDED =
      new Failure(
          FailureClass.AMBIGUOUS, "lease_ended", "the worker that claimed it did not settle it");

  private final MessageQueue queue;
  private final InFlight inFlight;
  private final DeliveryListener listener;
  private final UnknownOutcomes unknown;
  private final CurrentSettings settings;
  private final Duration timeout;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private long quietUntil;

  /**
   * Makes the reclaimer of one instance.
   *
   * @param unknown marks of messages that a dead worker may have sent
   */
  public Reclaimer(
      ChannelContext<?> context,
      UnknownOutcomes unknown,
      CurrentSettings settings,
      Duration timeout,
      RandomGenerator random) {
    this.queue = context.queue();
    this.inFlight = context.inFlight();
    this.listener = context.listener();
    this.unknown = unknown;
    this.settings = settings;
    this.timeout = timeout;
    this.clock = context.clocks().wall();
    this.nanoTime = context.nanoTime();
    this.random = random;
    this.quietUntil = nanoTime.getAsLong();
  }

  @Override
  public String name() {
    return queue.channel() + " reclaim";
  }

  @Override
  public Duration runOnce() {
    try {
      // Beside those that this instance still works on itself, which may all hang.
      int limit = MAX_PER_RUN + inFlight.size();
      List<Lease> stale = queue.stale(timeout, limit);
      if (nanoTime.getAsLong() - quietUntil < 0) {
        return interval();
      }
      stale.stream().filter(lease -> !inFlight.contains(lease.payload())).forEach(this::reclaim);
      return stale.size() < limit ? interval() : PAUSE_IF_MORE;
    } catch (QueueUnavailableException e) {
      // While Redis was down no worker could extend or ack: all get one lease timeout to do so
      // now.
      quietUntil = nanoTime.getAsLong() + timeout.toNanos();
      throw e;
    }
  }

  /**
   * Returns about a third of the lease timeout, jittered so that not all instances poll at once.
   */
  private Duration interval() {
    long third = timeout.dividedBy(3).toMillis();
    return Duration.ofMillis(third - third / 10 + random.nextLong(third / 5 + 1));
  }

  /** Reclaims one message; a payload that breaks the decoder must not keep others from it. */
  private void reclaim(Lease lease) {
    try {
      takeOver(lease);
    } catch (RefusedMessageException e) {
      refuse(lease, e.problem());
    } catch (QueueUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      refuse(lease, MessageDecoder.failed(e).problem());
    }
  }

  private void takeOver(Lease lease) throws RefusedMessageException {
    MessageFields fields = MessageFields.parse(lease.payload());
    Optional<MessageId> id = fields.id();
    Attempts attempts = Attempts.of(fields, settings.get().retry().maxRetries());
    int retries = attempts.retries() + 1;
    if (id.filter(unknown::mayHaveBeenSent).isPresent()) {
      deadLetter(lease, fields, DeadLetterReason.OUTCOME_UNKNOWN, retries);
    } else if (retries >= attempts.maxRetries()) {
      deadLetter(lease, fields, DeadLetterReason.WORKER_LOST, retries);
    } else if (queue.reclaim(
        lease, withLostAttempt(fields, retries).set("retries", retries).toPayload())) {
      listener.on(new DeliveryEvent.Reclaimed(queue.channel(), id, retries));
    }
  }

  private PayloadEditor withLostAttempt(MessageFields fields, int attempt) {
    return FailedAttempts.add(DeadLetterNote.edit(fields), attempt, LEASE_ENDED, clock.instant());
  }

  private void refuse(Lease lease, String problem) {
    if (queue.deadLetter(lease, lease.payload())) {
      listener.on(
          new DeadLettered(
              queue.channel(),
              Optional.empty(),
              DeadLetterReason.INVALID,
              DeadLetterReason.INVALID.id(),
              new DeliveryEvent.Invalid(lease.payload(), problem)));
    }
  }

  private void deadLetter(Lease lease, MessageFields fields, DeadLetterReason reason, int retries)
      throws RefusedMessageException {
    Optional<MessageId> id = fields.id();
    Payload deadLetter =
        DeadLetterNote.write(
            withLostAttempt(fields, retries), reason.with(LEASE_ENDED), retries, clock.instant());
    Optional<MessageId> mark =
        id.filter(MessageId::isExplicit)
            .filter(known -> reason == DeadLetterReason.OUTCOME_UNKNOWN);
    if (queue.deadLetter(lease, deadLetter, mark)) {
      id.ifPresent(unknown::settled);
      listener.on(
          new DeadLettered(
              queue.channel(), id, reason, reason.id(), new DeliveryEvent.WorkersLost(retries)));
    }
  }
}

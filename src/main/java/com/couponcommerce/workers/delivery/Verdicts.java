package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Settlement.End;
import com.couponcommerce.workers.gate.Judged;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Settles failed attempts as the gate has judged them. */
public final class Verdicts<M> {
  private static final EventLog LOG = EventLog.of(Verdicts.class);

  /**
   * An attempt that failed for all recipients or for some.
   *
   * @param payload the message without the recipients that it was accepted for
   * @param took time of the attempt
   */
  public record FailedAttempt<M>(
      Delivery<M> delivery, PayloadEditor payload, Failure failure, Duration took) {}

  private final ChannelContext<M> context;
  private final Settlement<M> settlement;
  private final OptOuts<M> optOuts;
  private final RetryPolicy policy;
  private final InstantSource clock;

  public Verdicts(
      ChannelContext<M> context, Settlement<M> settlement, OptOuts<M> optOuts, RetryPolicy policy) {
    this.context = context;
    this.settlement = settlement;
    this.optOuts = optOuts;
    this.policy = policy;
    this.clock = context.clocks().wall();
  }

  /** Settles each of them. */
  void settle(List<Judged<FailedAttempt<M>>> judged) {
    for (Judged<FailedAttempt<M>> each : judged) {
      switch (each.verdict()) {
        case BY_CLASS -> byClass(each.attempt());
        case OWN_FAULT -> ownFault(each.attempt());
        case NOT_AT_FAULT -> notAtFault(each.attempt());
        case GIVEN_BACK -> giveBack(each.attempt());
      }
    }
  }

  /** Settles what the gate has held for too long. */
  public void settleOverdue(boolean alone) {
    settle(context.gate().overdue(alone));
  }

  /** Gives back what the gate holds: the worker stops. */
  public void stop() {
    settle(context.gate().stop());
  }

  private void byClass(FailedAttempt<M> failed) {
    FailureClass failureClass = failed.failure().failureClass();
    int retries = failed.delivery().retries() + (failureClass.usesAttempt() ? 1 : 0);
    if (failureClass == FailureClass.AMBIGUOUS && !context.sender().retriesUnknown()) {
      deadLetter(failed, DeadLetterReason.OUTCOME_UNKNOWN, retries);
    } else if (failureClass.isPermanent()) {
      learn(failed.delivery(), failed.failure());
      deadLetter(
          failed,
          failureClass == FailureClass.PERM_RECIPIENT
              ? DeadLetterReason.RECIPIENT_REFUSED
              : DeadLetterReason.MESSAGE_REFUSED,
          failed.delivery().retries() + 1);
    } else if (failureClass.usesAttempt()) {
      retryOrGiveUp(failed, retries);
    } else {
      retry(failed, retries, policy.delay(Math.max(1, retries), failed.failure()));
    }
  }

  private void notAtFault(FailedAttempt<M> failed) {
    retry(failed, failed.delivery().retries(), policy.delayNotAtFault(failed.failure()));
  }

  private void ownFault(FailedAttempt<M> failed) {
    retryOrGiveUp(failed, failed.delivery().retries() + 1);
  }

  private void retryOrGiveUp(FailedAttempt<M> failed, int retries) {
    if (retries >= failed.delivery().attempts().maxRetries()) {
      deadLetter(failed, DeadLetterReason.RETRIES_EXHAUSTED, retries);
    } else {
      retry(failed, retries, policy.delay(retries, failed.failure()));
    }
  }

  private void retry(FailedAttempt<M> failed, int retries, Duration delay) {
    settlement.retry(
        failed.delivery(), noted(failed), failed.failure(), retries, delay, failed.took());
  }

  private void giveBack(FailedAttempt<M> failed) {
    settlement.release(List.of(failed.delivery()), failed.failure().told());
  }

  private void learn(Delivery<M> delivery, Failure failure) {
    try {
      optOuts.learn(delivery.message(), failure);
    } catch (QueueUnavailableException e) {
      LOG.warning(
          LogLine.saying("opt-out-lost", "an opt-out could not be stored")
              .with("id", delivery.id())
              .error(e));
    }
  }

  private void deadLetter(FailedAttempt<M> failed, DeadLetterReason reason, int attempts) {
    settlement.deadLetter(
        failed.delivery(),
        noted(failed),
        new End(reason, failed.failure(), attempts, failed.took()),
        clock.instant());
  }

  private PayloadEditor noted(FailedAttempt<M> failed) {
    return FailedAttempts.add(
        failed.payload(), failed.delivery().attempt(), failed.failure(), clock.instant());
  }
}

package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.CircuitBreaker.State;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.SendFence;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends through the first provider while it works. Sends through the second while the first one's
 * circuit breaker is open, and for numbers to which only the first has no route. An SMS with an
 * unknown outcome is never sent through the second, since the recipient might get it twice.
 */
final class FailoverProvider implements SmsProvider {
  /**
   * Codes of Twilio for no route between two numbers (21612) and for a country that is not enabled
   * (21408).
   */
  private static final Set<String> NO_ROUTE = Set.of("21612", "21408");

  private final SmsProvider first;
  private final SmsProvider second;
  private final CircuitBreaker firstBreaker;
  private final AtomicBoolean trial = new AtomicBoolean();

  FailoverProvider(SmsProvider first, SmsProvider second, InstantSource clock) {
    this.first = first;
    this.second = second;
    this.firstBreaker = new CircuitBreaker("provider " + first.name(), clock);
  }

  @Override
  public String name() {
    return first.name() + ", else " + second.name();
  }

  @Override
  public List<ProviderState> states() {
    return List.of(
        new ProviderState(first.name(), firstBreaker.pause()), ProviderState.only(second.name()));
  }

  @Override
  public DeliveryResult publish(MessageId id, SmsMessage message, SendFence fence) {
    return switch (firstBreaker.state()) {
      case CLOSED -> publishFirst(id, message, fence);
      case OPEN -> second.publish(id, message, fence);
      case HALF_OPEN -> testFirst(id, message, fence);
    };
  }

  /**
   * Lets one SMS at a time test whether the first provider works again; the others use the second.
   */
  private DeliveryResult testFirst(MessageId id, SmsMessage message, SendFence fence) {
    if (!trial.compareAndSet(false, true)) {
      return second.publish(id, message, fence);
    }
    try {
      Optional<Failure> failure = first.probe();
      if (failure.isPresent()) {
        firstBreaker.failed(failure.get());
        return second.publish(id, message, fence);
      }
      return publishFirst(id, message, fence);
    } finally {
      trial.set(false);
    }
  }

  private DeliveryResult publishFirst(MessageId id, SmsMessage message, SendFence fence) {
    DeliveryResult result = first.publish(id, message, fence);
    if (!(result instanceof Failed failed)) {
      if (result instanceof DeliveryResult.Delivered) {
        firstBreaker.succeeded();
      }
      return result;
    }
    // The channel's breaker follows a request to slow down; the first provider works.
    if (failed.failure().failureClass() != FailureClass.THROTTLED) {
      firstBreaker.failed(failed.failure());
    }
    return goesToSecond(failed.failure()) ? second.publish(id, message, fence) : result;
  }

  /** Returns true if the first provider surely did not accept the SMS. */
  private boolean goesToSecond(Failure failure) {
    if (NO_ROUTE.stream().anyMatch(code -> failure.code().contains(code))) {
      return true;
    }
    FailureClass failureClass = failure.failureClass();
    return failureClass == FailureClass.CONFIG
        || (failureClass == FailureClass.PROVIDER_DOWN && firstBreaker.state() == State.OPEN);
  }

  /**
   * Probes the first provider, and the second if the first one's breaker is open. A failure of the
   * first is reported to its breaker.
   */
  @Override
  public Optional<Failure> probe() {
    Optional<Failure> failure = first.probe();
    failure.ifPresent(firstBreaker::failed);
    return failure.isPresent() && firstBreaker.state() == State.OPEN ? second.probe() : failure;
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}

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
 * Two providers in one: texts go through the first while it works, through the second while the
 * first one's gate is closed, and through the second for what only the first has no route for. A
 * text whose outcome is unknown is never given to the second: its phone might ring twice.
 */
final class FailoverProvider implements SmsProvider {
  /**
   * Twilio has no route between these numbers (21612), or is not enabled for the country (21408).
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
      case HALF_OPEN -> tryFirst(id, message, fence);
    };
  }

  /** One text at a time finds out whether the first works again; the others do not wait for it. */
  private DeliveryResult tryFirst(MessageId id, SmsMessage message, SendFence fence) {
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
    // "Slower" is for the channel's gate to follow: the first one works.
    if (failed.failure().failureClass() != FailureClass.THROTTLED) {
      firstBreaker.failed(failed.failure());
    }
    return goesToSecond(failed.failure()) ? second.publish(id, message, fence) : result;
  }

  /** Only what the first surely did not take. */
  private boolean goesToSecond(Failure failure) {
    if (NO_ROUTE.stream().anyMatch(code -> failure.code().contains(code))) {
      return true;
    }
    FailureClass failureClass = failure.failureClass();
    return failureClass == FailureClass.CONFIG
        || (failureClass == FailureClass.PROVIDER_DOWN && firstBreaker.state() == State.OPEN);
  }

  /** Works where either does; the first one's failure closes its gate at once. */
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

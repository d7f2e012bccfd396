package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;

/**
 * State of a channel's provider, learned from the outcomes of attempts: whether it works, and how
 * fast it may be called.
 */
public record ProviderHealth(CircuitBreaker breaker, Pace pace) {

  /** Notes that the provider accepted a message. */
  void succeeded() {
    breaker.succeeded();
    pace.works();
  }

  /** Notes that an attempt failed. */
  void failed(Failure failure) {
    breaker.failed(failure);
    if (failure.failureClass() == FailureClass.THROTTLED && !failure.atOnce()) {
      pace.throttled();
    } else {
      pace.works();
    }
  }
}

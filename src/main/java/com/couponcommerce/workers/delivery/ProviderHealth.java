package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;

/**
 * What the outcomes of attempts say about a channel's provider: whether it works, and how fast it
 * may be asked.
 */
public record ProviderHealth(CircuitBreaker breaker, Pace pace) {

  /** Notes that the provider took a message. */
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

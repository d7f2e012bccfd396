package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;

/** A failure of a request that was to send nothing. */
final class ProbeFailure {
  private ProbeFailure() {}

  /** Nothing was to be sent, so nothing can be unknown, and no message can be at fault. */
  static Failure of(Failure failure) {
    FailureClass failureClass =
        switch (failure.failureClass()) {
          case CONFIG, THROTTLED -> failure.failureClass();
          case PERM_MESSAGE, PERM_RECIPIENT -> FailureClass.CONFIG;
          case PROVIDER_DOWN, AMBIGUOUS, TRANS_RECIPIENT -> FailureClass.PROVIDER_DOWN;
        };
    return new Failure(failureClass, failure.code(), failure.text(), failure.retryAfter());
  }
}

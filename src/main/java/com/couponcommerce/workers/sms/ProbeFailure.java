package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;

/** Classifies failures of probes. */
final class ProbeFailure {
  private ProbeFailure() {}

  /**
   * Returns the failure in classes for the channel: a probe sends nothing, so its outcome is not
   * ambiguous, and no message is at fault.
   */
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

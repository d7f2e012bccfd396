package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.util.Optional;

/** Classifies failures of probes. */
final class ProbeFailure {
  private ProbeFailure() {}

  /**
   * Returns what a failed probe says about sending; empty if it says nothing. A probe sends
   * nothing, so its outcome is not ambiguous, and no message is at fault. An answer that refuses
   * the probe's request, and not the login, may still let messages pass.
   *
   * @param status of the answer; 0 if there was none
   * @param isLogin true if the answer refuses the login
   */
  static Optional<Failure> of(int status, boolean isLogin, Failure failure) {
    return classOf(status, isLogin, failure.failureClass())
        .map(
            found ->
                new Failure(found, failure.code(), failure.text(), failure.retryAfter())
                    .ofSession());
  }

  private static Optional<FailureClass> classOf(
      int status, boolean isLogin, FailureClass failureClass) {
    if (isLogin) {
      return Optional.of(FailureClass.CONFIG);
    }
    if (status == 0) {
      return Optional.of(
          failureClass == FailureClass.CONFIG ? FailureClass.CONFIG : FailureClass.PROVIDER_DOWN);
    }
    return switch (failureClass) {
      case THROTTLED, PROVIDER_DOWN -> Optional.of(failureClass);
      case AMBIGUOUS, TRANS_RECIPIENT ->
          status >= 500 ? Optional.of(FailureClass.PROVIDER_DOWN) : Optional.empty();
      case CONFIG, PERM_MESSAGE, PERM_RECIPIENT -> Optional.empty();
    };
  }
}

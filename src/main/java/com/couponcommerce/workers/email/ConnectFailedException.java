package com.couponcommerce.workers.email;

import com.couponcommerce.workers.sender.Failure;

/** Thrown if no connection to the mail server can be had. */
final class ConnectFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  ConnectFailedException(Failure failure, Throwable cause) {
    super(failure.text(), cause);
    this.failure = failure;
  }

  ConnectFailedException(Failure failure) {
    super(failure.text());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}

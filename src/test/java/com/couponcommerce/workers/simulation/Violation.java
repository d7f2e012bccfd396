package com.couponcommerce.workers.simulation;

/** Signals that an invariant does not hold. */
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  Violation(String text) {
    super(text);
  }
}

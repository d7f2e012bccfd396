package com.couponcommerce.workers.simulation;

/** Ends all that an actor was doing when it died. */
final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash() {
    super("crash", null, false, false);
  }
}

package com.couponcommerce.workers.gate;

/** Decision about a message whose attempt failed. */
public enum Verdict {
  /** Its failure class decides. */
  BY_CLASS,
  /** The message is at fault, although the reply accuses us: the attempt counts. */
  OWN_FAULT,
  /** The message is not at fault: it waits for its retry, and the attempt does not count. */
  NOT_AT_FAULT,
  /** It is not at fault and goes back to pending: it was in flight when the gate shut. */
  GIVEN_BACK
}

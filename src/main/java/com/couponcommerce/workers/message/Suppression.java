package com.couponcommerce.workers.message;

/** Tells whether a failure means that its recipient must get no more SMS messages. */
public enum Suppression {
  NEVER,
  /**
   * It does if a second message fails like this; a single report can be due to a phone that was
   * off.
   */
  WHEN_REPEATED,
  /** It does: the recipient asked for it. */
  AT_ONCE
}

package com.couponcommerce.workers.message;

/** Whether a failure means that its recipient must get no more texts. */
public enum Suppression {
  NEVER,
  /** When it happens to a second message: one such report can be a phone that was off. */
  WHEN_REPEATED,
  /** The recipient said so. */
  AT_ONCE
}

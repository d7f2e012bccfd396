package com.couponcommerce.workers.sender;

/** Meaning of a failed attempt for the message and its channel. */
public enum FailureClass {
  /** The address can never work: the message is dead-lettered at once. */
  PERM_RECIPIENT(false),
  /** The content is refused: the message is dead-lettered at once. */
  PERM_MESSAGE(false),
  /** Mailbox full, greylisted, busy: retried, one attempt used. */
  TRANS_RECIPIENT(true),
  /** The provider asks for a lower rate: retried when it says, no attempt used. */
  THROTTLED(false),
  /** The provider does not work and certainly accepted nothing: retried, no attempt used. */
  PROVIDER_DOWN(false),
  /**
   * Credentials or sender address are refused: the channel pauses until they work, no attempt used.
   */
  CONFIG(false),
  /** It is unknown whether the provider accepted the message: one attempt used. */
  AMBIGUOUS(true);

  private final boolean usesAttempt;

  FailureClass(boolean usesAttempt) {
    this.usesAttempt = usesAttempt;
  }

  /** Returns true if another attempt can never succeed. */
  public boolean isPermanent() {
    return this == PERM_RECIPIENT || this == PERM_MESSAGE;
  }

  /** Returns true if it is about us or the provider, and so about every message. */
  public boolean accusesUs() {
    return this == CONFIG || this == THROTTLED || this == PROVIDER_DOWN;
  }

  /** Returns true if the failed attempt counts in {@code retries}. */
  public boolean usesAttempt() {
    return usesAttempt;
  }
}

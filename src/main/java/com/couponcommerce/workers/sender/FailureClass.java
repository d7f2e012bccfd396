package com.couponcommerce.workers.sender;

/** What a failed try means for the message and for its channel. */
public enum FailureClass {
  /** This address can never work: dead-lettered at once. */
  PERM_RECIPIENT(false),
  /** This content is refused: dead-lettered at once. */
  PERM_MESSAGE(false),
  /** Mailbox full, greylisted, busy: tried again, one attempt used. */
  TRANS_RECIPIENT(true),
  /** The provider asks for less: tried again when it says, no attempt used. */
  THROTTLED(false),
  /** The provider does not work and surely took nothing: tried again, no attempt used. */
  PROVIDER_DOWN(false),
  /**
   * Our credentials or our sender are refused: the channel pauses until they work, no attempt used.
   */
  CONFIG(false),
  /** Nobody knows whether the provider took it: one attempt used. */
  AMBIGUOUS(true);

  private final boolean usesAttempt;

  FailureClass(boolean usesAttempt) {
    this.usesAttempt = usesAttempt;
  }

  /** True where trying again can never help. */
  public boolean isPermanent() {
    return this == PERM_RECIPIENT || this == PERM_MESSAGE;
  }

  /** True where the failed try counts in {@code retries}. */
  public boolean usesAttempt() {
    return usesAttempt;
  }
}

package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.sender.Failure;
import java.util.Locale;

/** Reason for which a message was dead-lettered: {@code reason} of its {@code deadLetter}. */
public enum DeadLetterReason {
  /** The provider will never deliver to this address. */
  RECIPIENT_REFUSED,
  /** The provider will never accept this content. */
  MESSAGE_REFUSED,
  /** All its attempts failed. */
  RETRIES_EXHAUSTED,
  /** Its {@code expiresAt} passed before it was sent. */
  EXPIRED,
  /** A message with the same id was delivered within DEDUPE_TTL. */
  ALREADY_SENT,
  /** Workers that claimed it died before they settled it, as often as it may fail. */
  WORKER_LOST,
  /** It may have been sent, and the settings forbid to send it twice. */
  OUTCOME_UNKNOWN,
  /** The recipient has opted out. */
  OPTED_OUT,
  /** It cannot be decoded. The payload is kept byte for byte, so only the log has the reason. */
  INVALID;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the cause that a dead letter names: this reason and its failure. */
  DeadLetterNote.Cause with(Failure failure) {
    return new DeadLetterNote.Cause(id(), failure.code(), failure.text());
  }
}

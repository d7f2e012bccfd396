package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.sender.Failure;
import java.util.Locale;

/** Why a message was given up: {@code reason} of its {@code deadLetter}. */
public enum DeadLetterReason {
  /** The provider will never deliver to this address. */
  RECIPIENT_REFUSED,
  /** The provider will never take this content. */
  MESSAGE_REFUSED,
  /** It failed as often as it may. */
  RETRIES_EXHAUSTED,
  /** Its {@code expiresAt} passed before it was sent. */
  EXPIRED,
  /** A message with the same id was delivered a short while ago. */
  ALREADY_SENT,
  /** Each worker that claimed it died before it was settled, as often as it may fail. */
  WORKER_LOST,
  /** It may have been sent, and the settings say that nobody is to get it twice. */
  OUTCOME_UNKNOWN,
  /** The recipient does not want to hear from us. */
  OPTED_OUT,
  /** It cannot be decoded; kept byte for byte, so the reason stands in the log only. */
  INVALID;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the dead letter tells of this reason and the failure behind it. */
  DeadLetterNote.Cause with(Failure failure) {
    return new DeadLetterNote.Cause(id(), failure.code(), failure.text());
  }
}

package com.couponcommerce.workers.email.smtp;

/** Ends and ways of a mail that the sequences have to reach. */
enum Ending {
  DELIVERED,
  PARTLY_DELIVERED,
  UNKNOWN,
  /** Unknown, and the server has accepted it. */
  UNKNOWN_BUT_ACCEPTED,
  STOPPED,
  REFUSED_SENDER,
  REFUSED_RECIPIENTS,
  REFUSED_DATA,
  REFUSED_CONTENT,
  CLOSED,
  TIMEOUT,
  GARBLED,
  ANNOUNCED,
  ANNOUNCED_AND_SENT,
  ANNOUNCED_AND_NOT_SENT,
  RESET,
  LONE_DOT,
  /** The content broke off, and the server had said why. */
  LAST_WORDS,
  LAST_WORDS_OF_PART,
  /** The server said something before it was asked. */
  UNASKED,
  GARBLED_AT_DOT,
  FENCE_THREW,
  MISLED;

  static Ending of(TransactionResult result) {
    if (result.isAccepted()) {
      return result.recipients().stream().allMatch(SmtpReply::isPositive)
          ? DELIVERED
          : PARTLY_DELIVERED;
    }
    if (result.isUnknown()) {
      return UNKNOWN;
    }
    if (result.dot().isPresent()) {
      return REFUSED_CONTENT;
    }
    if (result.loss().isPresent()) {
      return switch (result.loss().get().kind()) {
        case CLOSED -> CLOSED;
        case TIMEOUT -> TIMEOUT;
        case GARBLED ->
            result.loss().get().detail().startsWith("the server sent a reply to no command")
                ? UNASKED
                : GARBLED;
        case STOPPED -> STOPPED;
      };
    }
    if (result.mail().filter(SmtpReply::isPositive).isEmpty()) {
      return REFUSED_SENDER;
    }
    return result.anyRecipient() ? REFUSED_DATA : REFUSED_RECIPIENTS;
  }
}

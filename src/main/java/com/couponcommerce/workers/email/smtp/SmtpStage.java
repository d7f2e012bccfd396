package com.couponcommerce.workers.email.smtp;

/** The stage of the dialogue that a reply belongs to: a code has another meaning at each. */
public enum SmtpStage {
  GREETING,
  /** EHLO, HELO and STARTTLS. */
  HELLO,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  /** The reply to the final dot. */
  DOT
}

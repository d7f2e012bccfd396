package com.couponcommerce.workers.email;

import java.util.Locale;

/** The stage of the dialogue that a reply belongs to: a code has another meaning at each. */
enum SmtpStage {
  GREETING,
  /** EHLO, HELO and STARTTLS; the implementation's exceptions do not distinguish them. */
  HELLO,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  /** The reply to the final dot. */
  DOT;

  /** Returns the stage of a command after EHLO and AUTH. */
  static SmtpStage ofCommand(String command) {
    String upper = command.toUpperCase(Locale.ROOT);
    if (upper.startsWith("MAIL")) {
      return MAIL;
    }
    if (upper.startsWith("RCPT")) {
      return RCPT;
    }
    return upper.startsWith("DATA") ? DATA : DOT;
  }
}

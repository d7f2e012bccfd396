package com.couponcommerce.workers.email;

import java.util.Locale;

/** Where in the dialogue a reply came: the same code means something else at each. */
enum SmtpStage {
  GREETING,
  /** EHLO, HELO and STARTTLS, which the implementation's exceptions do not tell apart. */
  HELLO,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  /** After the final dot. */
  DOT;

  /** The stage of a command that got through EHLO and AUTH. */
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

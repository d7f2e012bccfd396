package com.couponcommerce.workers.email.smtp;

import java.util.ArrayList;
import java.util.List;

/** The commands of an envelope, up to DATA, in their order. */
final class CommandSequence {
  private final List<String> commands = new ArrayList<>();
  private final int mailAt;
  private int next;

  /**
   * @param reset true if the server still has the envelope of a mail that was not sent
   */
  CommandSequence(SmtpMail mail, Extensions offered, boolean reset) {
    Envelope envelope = mail.envelope();
    mailAt = reset ? 1 : 0;
    if (reset) {
      commands.add("RSET\r\n");
    }
    commands.add(envelope.mail(mail.content(), offered) + "\r\n");
    for (String recipient : envelope.recipients()) {
      commands.add(envelope.rcpt(recipient, offered) + "\r\n");
    }
    commands.add("DATA\r\n");
  }

  String all() {
    return String.join("", commands);
  }

  boolean hasNext() {
    return next < commands.size();
  }

  String next() {
    return commands.get(next++);
  }

  /** Returns the stage of the last command taken; HELLO for RSET. */
  SmtpStage stage() {
    int position = next - 1 - mailAt;
    if (position < 0) {
      return SmtpStage.HELLO;
    }
    return position == 0
        ? SmtpStage.MAIL
        : next < commands.size() ? SmtpStage.RCPT : SmtpStage.DATA;
  }
}

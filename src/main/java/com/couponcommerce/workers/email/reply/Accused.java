package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.sender.FailureClass;
import java.util.Arrays;
import java.util.Optional;

/** Party that a reply accuses. The failure class follows from it, whatever the command was. */
public enum Accused {
  /** Our account, address, HELO name, sender or domain: the next message is refused too. */
  CONFIG("config", FailureClass.CONFIG),
  /** The number of messages that we send, in a time or at all. */
  QUOTA("quota", FailureClass.THROTTLED),
  /** The server, which does not work at the moment. */
  SERVER("server", FailureClass.PROVIDER_DOWN),
  /** Too many mails or errors on this connection, too many connections, a dialogue out of step. */
  CONNECTION("connection", FailureClass.THROTTLED),
  /** This recipient, for ever. */
  RECIPIENT_PERM("recipient-perm", FailureClass.PERM_RECIPIENT),
  /** This recipient for now: full, greylisted, busy. */
  RECIPIENT_TEMP("recipient-temp", FailureClass.TRANS_RECIPIENT),
  /** The content or the headers of this message. */
  MESSAGE_PERM("message-perm", FailureClass.PERM_MESSAGE),
  /** This message for now. */
  MESSAGE_TEMP("message-temp", FailureClass.TRANS_RECIPIENT);

  private final String word;
  private final FailureClass failureClass;

  Accused(String word, FailureClass failureClass) {
    this.word = word;
    this.failureClass = failureClass;
  }

  /** Returns the accused that a table of rules calls by this word. */
  public static Optional<Accused> of(String word) {
    return Arrays.stream(values()).filter(accused -> accused.word.equals(word)).findFirst();
  }

  /** Returns what the accusation means for the message and its channel. */
  public FailureClass failureClass() {
    return failureClass;
  }

  /** Returns true if another attempt can never succeed. */
  public boolean isPermanent() {
    return failureClass.isPermanent();
  }

  /** Returns the word for it in a table of rules. */
  @Override
  public String toString() {
    return word;
  }
}

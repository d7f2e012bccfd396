package com.couponcommerce.workers.testkit.smtp;

import java.time.Duration;

/** Decides how {@link SmtpServer} answers; called from many threads. */
@FunctionalInterface
public interface SmtpScript {

  /** Where a dialogue stands; BODY is the moment after the final dot. */
  enum Stage {
    CONNECT,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    BODY,
    RSET,
    NOOP,
    QUIT,
    OTHER
  }

  /**
   * What the client said.
   *
   * @param line the command as it came; empty for CONNECT and BODY
   * @param connection counts the connections of the server from 1
   * @param mailsBefore how many mails this connection has delivered
   */
  record Command(Stage stage, String line, int connection, int mailsBefore) {}

  /** What the server does when it has answered. */
  enum Cut {
    NONE,
    CLOSE,
    HANG
  }

  /**
   * An answer.
   *
   * @param text the whole reply without the last line break, "" for none at all, or {@link #USUAL}
   * @param keepsMail at BODY: the mail counts as received whatever the text says
   */
  record Reply(String text, Cut cut, Duration delay, boolean keepsMail) {
    private static final String USUAL = "usual";

    /** What a server without a script does. */
    public static Reply usual() {
      return say(USUAL);
    }

    public static Reply say(String text) {
      return new Reply(text, Cut.NONE, Duration.ZERO, false);
    }

    /** Closes the connection without a word. */
    public static Reply close() {
      return say("").thenClose();
    }

    /** Never answers, and keeps the connection. */
    public static Reply hang() {
      return new Reply("", Cut.HANG, Duration.ZERO, false);
    }

    public Reply thenClose() {
      return new Reply(text, Cut.CLOSE, delay, keepsMail);
    }

    public Reply after(Duration wait) {
      return new Reply(text, cut, wait, keepsMail);
    }

    public Reply keepingMail() {
      return new Reply(text, cut, delay, true);
    }

    boolean isUsual() {
      return text.equals(USUAL);
    }

    Reply orUsual(String usualText) {
      return isUsual() ? new Reply(usualText, cut, delay, keepsMail) : this;
    }

    /** True where the client may go on as after a success. */
    boolean isPositive() {
      return text.startsWith("2") || text.startsWith("3");
    }
  }

  Reply answer(Command command);

  /** Answers as a server that works. */
  static SmtpScript usual() {
    return command -> Reply.usual();
  }

  /** One answer at one stage, the usual ones elsewhere. */
  static SmtpScript at(Stage stage, Reply reply) {
    return command -> command.stage() == stage ? reply : Reply.usual();
  }
}

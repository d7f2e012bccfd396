package com.couponcommerce.workers.testkit.smtp;

import java.time.Duration;

/** Decides how {@link SmtpServer} answers; called from many threads. */
@FunctionalInterface
public interface SmtpScript {

  /** Stages of a dialogue; BODY is the moment after the final dot. */
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
   * A command of the client.
   *
   * @param line the unchanged command; empty for CONNECT and BODY
   * @param connection number of the connection to the server, from 1
   * @param mailsBefore number of mails that this connection has delivered
   */
  record Command(Stage stage, String line, int connection, int mailsBefore) {}

  /** End of the connection after an answer. */
  enum Cut {
    NONE,
    CLOSE,
    HANG
  }

  /**
   * An answer of the server.
   *
   * @param text the whole reply without the last line break, "" for no reply, or {@link #USUAL}
   * @param keepsMail at BODY: the mail counts as received even if the reply refuses it
   */
  record Reply(String text, Cut cut, Duration delay, boolean keepsMail) {
    private static final String USUAL = "usual";

    /** Returns the reply of a server without a script. */
    public static Reply usual() {
      return say(USUAL);
    }

    public static Reply say(String text) {
      return new Reply(text, Cut.NONE, Duration.ZERO, false);
    }

    /** Closes the connection without a reply. */
    public static Reply close() {
      return say("").thenClose();
    }

    /** Never answers, and keeps the connection open. */
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

    /** Returns whether the client may proceed. */
    boolean isPositive() {
      return text.startsWith("2") || text.startsWith("3");
    }
  }

  Reply answer(Command command);

  /** Returns a script that answers as a working server. */
  static SmtpScript usual() {
    return command -> Reply.usual();
  }

  /** Returns a script with one answer at one stage and the usual ones elsewhere. */
  static SmtpScript at(Stage stage, Reply reply) {
    return command -> command.stage() == stage ? reply : Reply.usual();
  }
}

package com.couponcommerce.workers.testkit.relay;

import java.util.List;

/** A real mail server on a free loopback port, in a directory of its own. */
public interface Relay extends AutoCloseable {

  /**
   * Counts of the sessions of clients.
   *
   * @param ended sessions that have ended; Exim counts only those without a MAIL command
   * @param withMail MAIL commands that the server has read; Postfix counts those of a session once,
   *     at its end
   */
  record Sessions(long ended, long withMail) {}

  int port();

  /** Returns the accepted mails, each once, after the server has delivered all of them. */
  List<StoredMail> mails();

  /** Returns the sessions that the server has logged so far. */
  Sessions sessions();

  /** Returns everything that the server has logged. */
  String log();

  /** Ends the server and its open sessions at once, as SIGTERM does, and starts it again. */
  void restart();

  /**
   * Does the same with other settings, on the same port; mails and log stay. Postfix and Exim only.
   */
  void restart(RelayBuilder setup);

  @Override
  void close();
}

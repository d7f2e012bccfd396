package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Extensions;
import com.couponcommerce.workers.email.smtp.SmtpClient;
import com.couponcommerce.workers.email.smtp.WatchedConnection;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.time.Duration;

/**
 * An open connection to the mail server.
 *
 * @param transport what opened it; without it, its finalizer would close the socket
 * @param extensions what the server offers and may be used
 */
record SmtpConnection(
    Transport transport, WatchedConnection wire, Extensions extensions, SmtpClient client) {
  private static final EventLog LOG = EventLog.of(SmtpConnection.class);

  /** Time for QUIT, which waits for no answer. */
  private static final Duration QUIT_TIME = Duration.ofSeconds(2);

  /** Says QUIT if the dialogue is in order, and closes the connection. */
  void close() {
    if (client.isUsable() && !client.hasAnnounced()) {
      wire.limitWhole(QUIT_TIME);
    } else {
      wire.cut();
    }
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug(LogLine.saying("smtp-quit", "the server was gone before QUIT"), e);
    } finally {
      wire.close();
    }
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Transport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * An entry of the pool: an open connection with its age and its use. Used by one thread at a time.
 */
final class SmtpConnection {
  private static final EventLog LOG = EventLog.of(SmtpConnection.class);

  private final MailSession session;
  private final InstantSource time;
  private Transport transport;
  private Instant openedAt;
  private Instant lastUsed;
  private int messages;
  private boolean reused;
  private boolean broken;

  /** Opens a connection and authenticates. */
  SmtpConnection(MailSession session, InstantSource time) throws MessagingException {
    this.session = session;
    this.time = time;
    this.transport = connect(session);
    this.openedAt = time.instant();
    this.lastUsed = openedAt;
  }

  /**
   * Replaces the underlying connection by a new one, in the same entry of the pool. Another pooled
   * connection may be dead as well; after a restart of the server all of them are.
   */
  void reconnect() throws MessagingException {
    close();
    transport = connect(session);
    openedAt = time.instant();
    lastUsed = openedAt;
    messages = 0;
    reused = false;
  }

  /** Sends a mail and returns the server's last reply. */
  String send(OutgoingMail mail) throws MessagingException {
    messages++;
    try {
      transport.sendMessage(mail, mail.envelope());
      return AngusReflection.lastReply(transport);
    } catch (IllegalStateException e) {
      throw new MessagingException("the connection was closed already", e);
    } finally {
      lastUsed = time.instant();
    }
  }

  /** Returns the number of mails attempted over it, the current one included. */
  int messages() {
    return messages;
  }

  /** Returns true if it has been in the pool, so that the server may have closed it meanwhile. */
  boolean isReused() {
    return reused;
  }

  void markReused() {
    reused = true;
  }

  boolean isBroken() {
    return broken;
  }

  void markBroken() {
    broken = true;
  }

  Instant openedAt() {
    return openedAt;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  void close() {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug(LogLine.saying("smtp-quit", "the server was gone before QUIT"), e);
    }
  }

  /**
   * Connects with the credentials of this moment. They are not left to the session's authenticator,
   * since the session would cache them and try the old password first after a change.
   */
  private static Transport connect(MailSession session) throws MessagingException {
    SessionProperties properties = session.properties();
    Transport transport = session.session().getTransport(properties.protocol());
    if (!properties.wantsAuthentication()) {
      transport.connect();
      return transport;
    }
    Optional<PasswordAuthentication> credentials = session.credentials();
    if (credentials.isEmpty()) {
      throw new AuthenticationFailedException(
          "the mail session requires authentication, but has no user and password");
    }
    transport.connect(credentials.get().getUserName(), credentials.get().getPassword());
    if (!AngusReflection.offersAuthentication(transport)) {
      transport.close();
      throw new AuthNotOfferedException();
    }
    return transport;
  }
}

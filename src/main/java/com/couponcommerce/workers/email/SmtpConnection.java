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

/** One place in the pool: an open connection with its age and its use. For one thread at a time. */
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

  /** Connects and authenticates. */
  SmtpConnection(MailSession session, InstantSource time) throws MessagingException {
    this.session = session;
    this.time = time;
    this.transport = connect(session);
    this.openedAt = time.instant();
    this.lastUsed = openedAt;
  }

  /**
   * Replaces the connection below by a new one, in the same place of the pool: what the pool would
   * hand out instead may be just as dead, after a restart of the server all of it is.
   */
  void reconnect() throws MessagingException {
    close();
    transport = connect(session);
    openedAt = time.instant();
    lastUsed = openedAt;
    messages = 0;
    reused = false;
  }

  /** Sends, and returns the server's last reply. */
  String send(OutgoingMail mail) throws MessagingException {
    messages++;
    try {
      transport.sendMessage(mail, mail.envelope());
      return AngusReflection.lastReply(transport);
    } catch (IllegalStateException e) {
      throw new MessagingException("the connection was closed before", e);
    } finally {
      lastUsed = time.instant();
    }
  }

  /** How many mails were tried over it, the running one included. */
  int messages() {
    return messages;
  }

  /** True where it has been back in the pool, so the server may have left meanwhile. */
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
      LOG.debug(LogLine.saying("smtp-quit", "QUIT found no server any more"), e);
    }
  }

  /**
   * The credentials are asked for here and passed on, not left to the session's authenticator: the
   * session would keep them, and try the old password first after it was changed.
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
          "the mail session is to authenticate but has no user and password");
    }
    transport.connect(credentials.get().getUserName(), credentials.get().getPassword());
    if (!AngusReflection.offersAuthentication(transport)) {
      transport.close();
      throw new AuthNotOfferedException();
    }
    return transport;
  }
}

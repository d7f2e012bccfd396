package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.OpeningThreads;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * The server's mail session, {@value #JNDI_NAME}. The administrator owns it and other applications
 * may use it, so it is never changed. Mails are sent over a session of their own with a checked
 * copy of its properties ({@link SessionProperties}). Its authenticator is called for each
 * connection.
 */
@Singleton
public final class MailSession {
  static final String JNDI_NAME = "java:comp/env/mail/Notifications";
  private static final EventLog LOG = EventLog.of(MailSession.class);

  private final Supplier<Session> server;
  private final OpeningThreads openingThreads = new OpeningThreads();
  private volatile Current current;

  private record Current(Session server, Session ours, SessionProperties properties) {}

  @Inject
  public MailSession() {
    this(MailSession::lookUp);
  }

  MailSession(Supplier<Session> server) {
    this.server = server;
    this.current = read();
    current.properties().log();
  }

  /**
   * Reads the server's session again: after an administrator has changed it, JNDI has another
   * session, and only that one has the new password.
   */
  void reload() {
    Current fresh = read();
    if (!fresh.properties().summary().equals(current.properties().summary())) {
      fresh.properties().log();
    }
    current = fresh;
  }

  Session session() {
    return current.ours();
  }

  SessionProperties properties() {
    return current.properties();
  }

  /** Returns user and password for the next connection; empty if the server's session has none. */
  Optional<PasswordAuthentication> credentials() {
    Current now = current;
    SessionProperties properties = now.properties();
    Optional<PasswordAuthentication> asked =
        Optional.ofNullable(
            now.server()
                .requestPasswordAuthentication(
                    address(properties.host()),
                    properties.port(),
                    properties.protocol(),
                    null,
                    properties.user().orElse(null)));
    return asked
        .filter(found -> found.getUserName() != null && found.getPassword() != null)
        .or(properties::credentials);
  }

  /** Returns the threads that open a connection of this session. */
  OpeningThreads openingThreads() {
    return openingThreads;
  }

  private Current read() {
    Session theirs = server.get();
    SessionProperties properties = SessionProperties.of(theirs);
    return new Current(theirs, Session.getInstance(properties.with(openingThreads)), properties);
  }

  private static @Nullable InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      LOG.debug(LogLine.saying("dns", "the mail host has no address").with("host", host), e);
      return null;
    }
  }

  @SuppressWarnings("BanJNDI") // a constant name in our own component's namespace
  private static Session lookUp() {
    try {
      return InitialContext.doLookup(JNDI_NAME);
    } catch (NamingException | ClassCastException e) {
      throw new IllegalStateException(
          "There is no mail session at "
              + JNDI_NAME
              + ". The script in server-config (payara or wildfly) creates it from SMTP_HOST,"
              + " SMTP_PORT, SMTP_USER, SMTP_PASS and SMTP_TLS; run it and deploy again.",
          e);
    }
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.DeadlineWatch;
import com.couponcommerce.workers.email.smtp.Extensions;
import com.couponcommerce.workers.email.smtp.SmtpClient;
import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.StepTimes;
import com.couponcommerce.workers.email.smtp.WatchedConnection;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.EmailSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens connections to the mail server. Jakarta Mail connects, encrypts and logs in, as the
 * administrator's session says; what follows is ours.
 */
final class Connector implements AutoCloseable {
  private final MailSession session;
  private final EmailSettings.Dialogue settings;
  private final Relay relay;
  private final SmtpFailures failures;
  private final DeadlineWatch watch = new DeadlineWatch();
  private volatile String defaultHeloName = "";

  Connector(
      MailSession session, EmailSettings.Dialogue settings, Relay relay, SmtpFailures failures) {
    this.session = session;
    this.settings = settings;
    this.relay = relay;
    this.failures = failures;
  }

  /**
   * Opens a connection and authenticates.
   *
   * @param within longest time for all of it
   * @param pipelined false to send command by command over it in any case
   */
  SmtpConnection open(Duration within, boolean pipelined) throws ConnectFailedException {
    SessionProperties properties = session.properties();
    Transport transport = transport(properties);
    Optional<PasswordAuthentication> credentials = credentials(properties);
    WatchedConnection wire = new WatchedConnection(watch);
    boolean opened = false;
    try {
      wire.limitWhole(within);
      connect(transport, credentials, wire, properties);
      checkOffer(transport, properties);
      wire.rest();
      opened = true;
      relay.opened();
    } finally {
      if (!opened) {
        wire.close();
        relay.refused();
      }
    }
    Extensions offered = AngusReflection.extensions(transport);
    Extensions usable = pipelined ? relay.usable(offered) : offered.oneByOne();
    StepTimes times = properties.times();
    return new SmtpConnection(
        transport, wire, usable, new SmtpClient(wire, usable, times.reply(), times.write()));
  }

  private Transport transport(SessionProperties properties) throws ConnectFailedException {
    Session ours = session.session();
    ours.getProperties().setProperty(properties.heloProperty(), heloName(properties));
    try {
      return ours.getTransport(properties.protocol());
    } catch (NoSuchProviderException e) {
      throw new ConnectFailedException(config("no_transport", String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Returns the credentials of this moment. They are not left to the session's authenticator, since
   * the session would cache them and try the old password first after a change.
   */
  private Optional<PasswordAuthentication> credentials(SessionProperties properties)
      throws ConnectFailedException {
    if (!properties.wantsAuthentication()) {
      return Optional.empty();
    }
    Optional<PasswordAuthentication> found = session.credentials();
    if (found.isEmpty()) {
      throw new ConnectFailedException(
          config("auth", "the mail session requires authentication, but has no user and password"));
    }
    return found;
  }

  private void connect(
      Transport transport,
      Optional<PasswordAuthentication> credentials,
      WatchedConnection wire,
      SessionProperties properties)
      throws ConnectFailedException {
    try {
      session.openingThreads().open(wire, () -> connect(transport, credentials));
      wire.connected();
    } catch (MessagingException | IOException e) {
      throw new ConnectFailedException(failure(e, transport, wire, properties), e);
    }
  }

  private Failure failure(
      Exception e, Transport transport, WatchedConnection wire, SessionProperties properties) {
    Optional<SmtpReply> reply = SmtpReply.of(AngusReflection.lastReply(transport).lines().toList());
    if (properties.is("starttls.required")
        && reply.filter(SmtpReply::isPositive).isPresent()
        && !AngusReflection.supports(transport, "STARTTLS").orElse(true)) {
      return config(
          "starttls_not_offered",
          "the mail session requires STARTTLS, but the server does not offer it");
    }
    if (waitsForTls(wire, properties)) {
      return config(
          "tls_port", "the server speaks TLS at once on this port, but the mail session does not");
    }
    return failures.ofConnect(e, reply, wire);
  }

  /** Returns true if the server gave no greeting because it waits for TLS. */
  private static boolean waitsForTls(WatchedConnection wire, SessionProperties properties) {
    return wire.expired()
        && !wire.isGreeted()
        && properties.port() > 0
        && properties.isDirectAndPlain()
        && TlsProbe.speaksTls(properties.host(), properties.port());
  }

  private static void connect(Transport transport, Optional<PasswordAuthentication> credentials)
      throws MessagingException {
    if (credentials.isPresent()) {
      transport.connect(credentials.get().getUserName(), credentials.get().getPassword());
    } else {
      transport.connect();
    }
  }

  /**
   * Checks that the login took place. Angus sends without it to a server that offers no AUTH, and
   * the mistake would show only as a relay's refusal, or as an open relay.
   */
  private static void checkOffer(Transport transport, SessionProperties properties)
      throws ConnectFailedException {
    if (properties.wantsAuthentication() && !AngusReflection.offersAuthentication(transport)) {
      throw new ConnectFailedException(
          config(
              "auth_not_offered",
              "mail.smtp.auth is true, but the server offers no AUTH: the port is wrong, or it"
                  + " requires TLS"));
    }
  }

  private static Failure config(String code, String text) {
    return new Failure(FailureClass.CONFIG, code, text).ofSession();
  }

  private String heloName(SessionProperties properties) {
    return properties
        .heloName()
        .or(settings::heloName)
        .orElseGet(() -> defaultHeloName(properties.host()));
  }

  private String defaultHeloName(String mailHost) {
    if (defaultHeloName.isEmpty()) {
      defaultHeloName = HeloName.of(mailHost);
    }
    return defaultHeloName;
  }

  /** Ends the deadlines. */
  @Override
  public void close() {
    watch.close();
  }
}

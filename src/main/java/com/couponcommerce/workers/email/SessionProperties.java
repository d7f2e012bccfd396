package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Envelope;
import com.couponcommerce.workers.email.smtp.OpeningThreads;
import com.couponcommerce.workers.email.smtp.StepTimes;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * A copy of a mail session's properties, completed for unattended sending. By default Jakarta Mail
 * has no timeouts, and may not check the server's name in its certificate.
 */
final class SessionProperties {
  private static final EventLog LOG = EventLog.of(SessionProperties.class);
  private static final String CONNECTION_TIMEOUT_MS = "10000";

  /**
   * Default timeout of reads and writes. It is shorter than in RFC 5321 section 4.5.3.2 (5 minutes,
   * 10 after the final dot), since a lease and a thread are in use for as long. The administrator
   * of a slow relay sets more.
   */
  private static final String TIMEOUT_MS = "60000";

  /**
   * Shortest time from the TCP connection to the greeting. Servers look up names and lists before
   * they greet; one that takes longer needs a longer {@code connectiontimeout}.
   */
  private static final Duration GREETING = Duration.ofSeconds(15);

  private final Properties properties;
  private final String protocol;

  private SessionProperties(Properties properties, String protocol) {
    this.properties = properties;
    this.protocol = protocol;
  }

  static SessionProperties of(Session server) {
    Properties theirs = server.getProperties();
    Properties ours = new Properties();
    // Only stringPropertyNames() has the defaults, only putAll() the socket factories.
    for (String name : theirs.stringPropertyNames()) {
      ours.setProperty(name, theirs.getProperty(name));
    }
    ours.putAll(theirs);
    String protocol =
        ours.getProperty(
            "mail.transport.protocol.rfc822", ours.getProperty("mail.transport.protocol", "smtp"));
    SessionProperties checked = new SessionProperties(ours, protocol);
    checked.complete();
    return checked;
  }

  private void complete() {
    makeFinite("connectiontimeout", CONNECTION_TIMEOUT_MS);
    makeFinite("timeout", TIMEOUT_MS);
    makeFinite("writetimeout", TIMEOUT_MS);
    // QUIT waits for no answer.
    set("quitwait", "false");
    // All addresses are ASCII; headers are encoded.
    properties.setProperty("mail.mime.allowutf8", "false");
    if (get("ssl.checkserveridentity").isEmpty()) {
      set("ssl.checkserveridentity", "true");
    }
  }

  private void makeFinite(String name, String milliseconds) {
    if (!get(name).orElse("").matches("0*[1-9][0-9]{0,8}")) {
      set(name, milliseconds);
    }
  }

  /**
   * Returns the properties for a session whose sockets are noted by the threads that open them.
   *
   * @throws IllegalStateException if a socket factory of the administrator cannot be used
   */
  Properties with(OpeningThreads threads) {
    Properties copy = new Properties();
    copy.putAll(properties);
    SessionSockets sockets = new SessionSockets(this);
    copy.put(key("socketFactory"), sockets.plain(threads));
    copy.put(key("ssl.socketFactory"), sockets.tls(threads));
    if (sockets.hasImplicitTls()) {
      copy.setProperty(key("ssl.enable"), "true");
    }
    // If this socket cannot connect, a fallback would only wait for the same again.
    copy.setProperty(key("socketFactory.fallback"), "false");
    // Our factories do what these say; deadlines take the place of the socket's timeouts.
    for (String name : SessionSockets.REPLACED) {
      copy.remove(key(name));
    }
    return copy;
  }

  /** Returns the longest times of the steps of a dialogue. */
  StepTimes times() {
    Duration connecting = millis("connectiontimeout");
    return new StepTimes(
        connecting.compareTo(GREETING) > 0 ? connecting : GREETING,
        millis("timeout"),
        millis("writetimeout"));
  }

  private Duration millis(String name) {
    return Duration.ofMillis(Long.parseLong(get(name).orElse(TIMEOUT_MS)));
  }

  /** Returns the sender of envelopes, if it is another than the one in the mail. */
  Optional<String> envelopeFrom() {
    return get("from").filter(from -> !from.isEmpty());
  }

  /** Returns the parameters of envelopes. */
  Envelope.Parameters parameters() {
    return new Envelope.Parameters(
        get("dsn.ret"), get("dsn.notify"), get("submitter"), get("mailextension"));
  }

  /** Returns the name for EHLO; empty if the session names none. */
  Optional<String> heloName() {
    return get("localhost").or(() -> get("localaddress")).filter(name -> !name.isEmpty());
  }

  /** Returns the property in which Jakarta Mail looks for the name for EHLO. */
  String heloProperty() {
    return key("localhost");
  }

  /** Logs the settings in use, and a warning about an unprotected password. */
  void log() {
    LOG.info(LogLine.of("mail-session").text("is", summary()));
    if (wantsAuthentication() && encryption().equals("no TLS")) {
      LOG.warning(
          LogLine.saying(
              "password-in-clear",
              "the mail session sends its password in clear: neither mail.%1$s.ssl.enable nor"
                      .formatted(protocol)
                  + " mail.%1$s.starttls.enable is true; SMTP_TLS=required prevents that"
                      .formatted(protocol)));
    }
  }

  /** Returns the settings in one line, without the password. */
  String summary() {
    return "%s://%s%s, %s, %s, timeouts connect %s ms, read %s ms, write %s ms"
        .formatted(
            protocol,
            host(),
            port() < 0 ? "" : ":" + port(),
            wantsAuthentication()
                ? "authenticates as " + user().orElse("(from the session's authenticator)")
                : "no authentication",
            encryption(),
            get("connectiontimeout").orElse(""),
            get("timeout").orElse(""),
            get("writetimeout").orElse(""));
  }

  private String encryption() {
    if (protocol.equals("smtps") || is("ssl.enable")) {
      return "implicit TLS";
    }
    if (is("starttls.required")) {
      return "STARTTLS required";
    }
    return is("starttls.enable") ? "STARTTLS if offered" : "no TLS";
  }

  String protocol() {
    return protocol;
  }

  String host() {
    return get("host").orElse(properties.getProperty("mail.host", "localhost"));
  }

  /** Returns the port; -1 for the protocol's default. */
  int port() {
    String port = get("port").orElse("");
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1;
  }

  Optional<String> user() {
    return get("user").or(() -> Optional.ofNullable(properties.getProperty("mail.user")));
  }

  /**
   * Returns the credentials of servers that keep the password in a property instead of an
   * authenticator.
   */
  Optional<PasswordAuthentication> credentials() {
    Optional<String> password =
        get("password").or(() -> Optional.ofNullable(properties.getProperty("mail.password")));
    return user().flatMap(name -> password.map(word -> new PasswordAuthentication(name, word)));
  }

  /** Returns the sender for messages and settings that name none. */
  Optional<String> from() {
    return Optional.ofNullable(properties.getProperty("mail.from")).or(() -> get("from"));
  }

  boolean wantsAuthentication() {
    return is("auth");
  }

  /** Returns true if the connection is not encrypted at once and goes through no proxy. */
  boolean isDirectAndPlain() {
    return !encryption().equals("implicit TLS")
        && get("proxy.host").isEmpty()
        && get("socks.host").isEmpty();
  }

  boolean is(String name) {
    return get(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Returns the text of a property of the session's protocol. */
  Optional<String> get(String name) {
    Object value = properties.get(key(name));
    return value == null ? Optional.empty() : Optional.of(value.toString().strip());
  }

  /** Returns the property itself, which may be an object. */
  Optional<Object> object(String name) {
    return Optional.ofNullable(properties.get(key(name)));
  }

  private void set(String name, String value) {
    properties.setProperty(key(name), value);
  }

  private String key(String name) {
    return "mail." + protocol + "." + name;
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A copy of a mail session's properties, completed for unattended sending. By default Jakarta Mail
 * has no timeouts, refuses a mail as a whole for one bad recipient, and may not check the server's
 * name in its certificate.
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

  /** Properties by which the administrator chooses the sockets. */
  private static final Set<String> OWN_SOCKETS =
      Set.of(
          "socketFactory",
          "socketFactory.class",
          "socketFactory.port",
          "ssl.socketFactory",
          "ssl.socketFactory.class",
          "socks.host",
          "usesocketchannels");

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
    // The accepted recipients get the mail; the exception names the refused ones.
    set("sendpartial", "true");
    // Success throws no exception, and QUIT waits for no answer: the mail is accepted before.
    set("reportsuccess", "false");
    set("quitwait", "false");
    // BDAT would send the content without the 354 that separates the stages. 8BITMIME would rewrite
    // the message and its Message-ID; all parts are 7 bit anyway.
    set("chunksize", "-1");
    set("allow8bitmime", "false");
    // Angus would send raw UTF-8 also to servers without SMTPUTF8; all addresses are ASCII.
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

  /** Returns the properties for a session whose write timeouts this executor runs. */
  Properties with(ScheduledExecutorService writeTimeouts) {
    Properties copy = new Properties();
    copy.putAll(properties);
    copy.put(key("executor.writetimeout"), writeTimeouts);
    if (OWN_SOCKETS.stream().noneMatch(name -> properties.containsKey(key(name)))) {
      copy.put(key("socketFactory"), new PromptSockets());
      // If this socket cannot connect, a fallback would only wait for the same again.
      copy.setProperty(key("socketFactory.fallback"), "false");
    }
    return copy;
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

  private boolean is(String name) {
    return get(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  private Optional<String> get(String name) {
    Object value = properties.get(key(name));
    return value == null ? Optional.empty() : Optional.of(value.toString().strip());
  }

  private void set(String name, String value) {
    properties.setProperty(key(name), value);
  }

  private String key(String name) {
    return "mail." + protocol + "." + name;
  }
}

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
 * A copy of a mail session's properties with what is missing for unattended sending: Jakarta Mail
 * waits for ever by default, refuses a mail as a whole for one bad recipient, and may not look at
 * the server's name in its certificate.
 */
final class SessionProperties {
  private static final EventLog LOG = EventLog.of(SessionProperties.class);
  private static final String CONNECTION_TIMEOUT_MS = "10000";

  /**
   * Shorter than RFC 5321 section 4.5.3.2 would have it (5 minutes, 10 after the final dot): a
   * lease and a thread are held for that long. Who has a slow relay sets more.
   */
  private static final String TIMEOUT_MS = "60000";

  /** Where the administrator has said what sockets to use. */
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
    // Defaults are seen by stringPropertyNames() only, socket factories by putAll() only.
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
    // The good recipients get their mail; the refused ones come back by name.
    set("sendpartial", "true");
    // Success is no exception, and QUIT needs no answer: the mail is taken long before.
    set("reportsuccess", "false");
    set("quitwait", "false");
    // BDAT would hand the content over without the 354 that tells before from after. 8BITMIME would
    // have the message rewritten, and with it its Message-ID; our parts are all 7 bit.
    set("chunksize", "-1");
    set("allow8bitmime", "false");
    // Angus would send raw UTF-8 to servers without SMTPUTF8 too; our addresses are all ASCII.
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

  /** For a session whose writes these end. */
  Properties with(ScheduledExecutorService writeTimeouts) {
    Properties copy = new Properties();
    copy.putAll(properties);
    copy.put(key("executor.writetimeout"), writeTimeouts);
    if (OWN_SOCKETS.stream().noneMatch(name -> properties.containsKey(key(name)))) {
      copy.put(key("socketFactory"), new PromptSockets());
      // Where that one cannot connect, an ordinary one would wait for the same once more.
      copy.setProperty(key("socketFactory.fallback"), "false");
    }
    return copy;
  }

  /** Says once what is used, and what looks wrong. */
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

  /** Everything that matters but the password. */
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

  /** -1 for the protocol's own. */
  int port() {
    String port = get("port").orElse("");
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1;
  }

  Optional<String> user() {
    return get("user").or(() -> Optional.ofNullable(properties.getProperty("mail.user")));
  }

  /** For servers that keep the password in a property instead of an authenticator. */
  Optional<PasswordAuthentication> credentials() {
    Optional<String> password =
        get("password").or(() -> Optional.ofNullable(properties.getProperty("mail.password")));
    return user().flatMap(name -> password.map(word -> new PasswordAuthentication(name, word)));
  }

  /** The sender where neither message nor settings name one. */
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

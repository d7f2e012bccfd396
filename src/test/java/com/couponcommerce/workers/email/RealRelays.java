package com.couponcommerce.workers.email;

import static org.junit.jupiter.api.Assumptions.abort;

import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.sender.Upcoming;
import com.couponcommerce.workers.testkit.relay.Relay;
import com.couponcommerce.workers.testkit.relay.RelayBuilder;
import com.couponcommerce.workers.testkit.relay.RelayKind;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Servers, sessions and senders of the tests with real mail servers. */
final class RealRelays {
  private static final String TIMEOUT_MS = "20000";
  private static final Set<RelayKind> REPORTED =
      Collections.synchronizedSet(EnumSet.noneOf(RelayKind.class));

  private RealRelays() {}

  /** Skips the test if the server is not installed, which one line of the output says. */
  @SuppressWarnings("SystemOut") // a skipped test says its reason in a report only
  static RelayBuilder relay(RelayKind kind) {
    Optional<String> missing = kind.missing();
    if (missing.isPresent()) {
      String reason = "The tests with a real %s are skipped: %s".formatted(kind, missing.get());
      if (REPORTED.add(kind)) {
        System.out.println(reason);
      }
      abort(reason);
    }
    return kind.builder();
  }

  static MailFixture fixture(Session session, boolean pipelining) {
    return new MailFixture(session, MailFixture.settings(pipelining, Duration.ofMinutes(5)));
  }

  static Session session(Relay relay, String... more) {
    return Session.getInstance(properties(relay, more));
  }

  /** Returns a session that trusts only what the context trusts. */
  static Session trusting(SSLContext context, Relay relay, String... more) {
    Properties properties = properties(relay, more);
    properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory());
    return Session.getInstance(properties);
  }

  private static Properties properties(Relay relay, String... more) {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", "localhost");
    properties.setProperty("mail.smtp.port", Integer.toString(relay.port()));
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
    properties.setProperty("mail.smtp.localhost", "test.local");
    for (int i = 0; i < more.length; i += 2) {
      properties.setProperty(more[i], more[i + 1]);
    }
    return properties;
  }

  /** Returns the properties of a session that authenticates. */
  static String[] login(String password) {
    return new String[] {
      "mail.smtp.auth", "true", "mail.smtp.user", RelayBuilder.USER, "mail.smtp.password", password
    };
  }

  static DeliveryResult send(MailFixture mail, String id, EmailMessage message) {
    return mail.sender().send(new MessageId(id), message, () -> true);
  }

  /** Sends a mail, and announces the next one with it. */
  static DeliveryResult send(
      SendLine<EmailMessage> line,
      String id,
      EmailMessage message,
      String nextId,
      EmailMessage next) {
    return line.send(
        new MessageId(id),
        message,
        () -> true,
        () -> Optional.of(new Upcoming.Next<>(new MessageId(nextId), next)));
  }
}

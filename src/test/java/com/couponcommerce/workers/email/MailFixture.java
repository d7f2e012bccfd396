package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.settings.EmailSettings;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** A sender on a test server, with a clock that the tests set. */
final class MailFixture implements AutoCloseable {
  static final EmailSettings SETTINGS =
      settings(Optional.of(new EmailAddress(Optional.of("Shop"), "shop@shop.test")), 100);

  /** Returns settings with a sender and a limit of mails per connection. */
  static EmailSettings settings(Optional<EmailAddress> from, int maxMessages) {
    return new EmailSettings(
        from,
        16,
        new EmailSettings.Reuse(maxMessages, Duration.ofMinutes(5), Duration.ofSeconds(10)),
        dialogue(true, Duration.ofMinutes(5)));
  }

  /** Returns settings with other ones of the dialogue. */
  static EmailSettings settings(boolean pipelining, Duration sendDeadline) {
    return new EmailSettings(
        SETTINGS.from(), 16, SETTINGS.reuse(), dialogue(pipelining, sendDeadline));
  }

  private static EmailSettings.Dialogue dialogue(boolean pipelining, Duration sendDeadline) {
    return new EmailSettings.Dialogue(Optional.empty(), Optional.empty(), pipelining, sendDeadline);
  }

  private final EmailSender sender;
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private int ids;

  MailFixture(Session session) {
    this(session, SETTINGS);
  }

  MailFixture(Session session, EmailSettings settings) {
    sender = new EmailSender(settings, new MailSession(() -> session), () -> now);
  }

  /** Returns properties as a server's session has them, with short timeouts. */
  static Properties properties(SmtpServer server) {
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", "localhost");
    properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
    properties.setProperty("mail.smtp.timeout", "300");
    properties.setProperty("mail.smtp.localhost", "test.local");
    return properties;
  }

  static Session session(SmtpServer server, String... more) {
    Properties properties = properties(server);
    for (int i = 0; i < more.length; i += 2) {
      properties.setProperty(more[i], more[i + 1]);
    }
    return Session.getInstance(properties);
  }

  static Session authenticating(SmtpServer server, String user, String password) {
    Properties properties = properties(server);
    properties.setProperty("mail.smtp.auth", "true");
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(user, password);
          }
        });
  }

  static EmailMessage message(String json) throws RefusedMessageException {
    return EmailMessageDecoder.decode(MessageFields.parse(Payload.of(json)));
  }

  static EmailMessage to(String... recipients) throws RefusedMessageException {
    return message(
        "{\"to\":[\"%s\"],\"subject\":\"Hi\",\"body\":\"Text\"}"
            .formatted(String.join("\",\"", recipients)));
  }

  EmailSender sender() {
    return sender;
  }

  DeliveryResult send(EmailMessage message) {
    return sender.send(new MessageId("m" + ids++), message, () -> true);
  }

  DeliveryResult send() throws RefusedMessageException {
    return send(to("a@x.test"));
  }

  Failure failure() throws RefusedMessageException {
    return failure(send());
  }

  static Failure failure(DeliveryResult result) {
    if (result instanceof Failed failed) {
      return failed.failure();
    }
    throw new AssertionError("no failure: " + result);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public void close() {
    sender.close();
  }
}

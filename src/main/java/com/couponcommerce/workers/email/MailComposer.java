package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Content;
import com.couponcommerce.workers.email.smtp.Envelope;
import com.couponcommerce.workers.email.smtp.SmtpMail;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.EmailSettings;
import jakarta.mail.MessagingException;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the mail of a message: its envelope and its content. */
final class MailComposer {
  private final Optional<EmailAddress> settingsFrom;
  private final MailSession session;
  private final MimeMessageFactory mails;

  /**
   * @throws IllegalArgumentException if SMTP_FROM or the session's mail.from is no address
   */
  MailComposer(EmailSettings settings, MailSession session, InstantSource time) {
    this.settingsFrom = settings.from().map(from -> address("SMTP_FROM", from));
    this.session = session;
    this.mails = new MimeMessageFactory(time);
    defaultFrom();
  }

  /** Returns the mail; empty if neither the message nor the administrator names a sender. */
  Optional<SmtpMail> compose(MessageId id, EmailMessage message) {
    return message.from().or(this::defaultFrom).map(from -> compose(id, message, from));
  }

  /** Returns the mail; empty if it cannot be made. */
  Optional<SmtpMail> composeIfPossible(MessageId id, EmailMessage message) {
    try {
      return compose(id, message);
    } catch (RuntimeException e) {
      // It is a bug, and is reported as one when the message is sent.
      return Optional.empty();
    }
  }

  private SmtpMail compose(MessageId id, EmailMessage message, EmailAddress from) {
    SessionProperties properties = session.properties();
    try {
      byte[] mail = mails.create(session.session(), from, id, message).bytes();
      return new SmtpMail(
          new Envelope(
              properties.envelopeFrom().orElse(from.address()),
              message.recipients().envelope(),
              properties.parameters()),
          Content.of(mail));
    } catch (MessagingException e) {
      throw new IllegalStateException("a checked message could not be written: " + id, e);
    }
  }

  /**
   * Turns the refusal of a sender that the message itself names into a failure of that message. A
   * failure of the configuration would pause the channel, which is for refusals that every message
   * meets.
   */
  DeliveryResult charged(DeliveryResult result, EmailMessage message) {
    if (result instanceof Failed failed
        && failed.failure().failureClass() == FailureClass.CONFIG
        && failed.failure().code().matches("(?!53)5\\d\\d 5\\.[17]\\..*")
        && message.from().isPresent()
        && !message
            .from()
            .map(EmailAddress::address)
            .equals(defaultFrom().map(EmailAddress::address))) {
      return new Failed(
          new Failure(FailureClass.PERM_MESSAGE, failed.failure().code(), failed.failure().text()));
    }
    return result;
  }

  private Optional<EmailAddress> defaultFrom() {
    return settingsFrom.or(
        () -> session.properties().from().map(from -> address("mail.from", from)));
  }

  private static EmailAddress address(String name, String value) {
    try {
      return EmailAddressParser.parse(name, value);
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.mime.MailWriter;
import com.couponcommerce.workers.email.smtp.Content;
import com.couponcommerce.workers.email.smtp.Envelope;
import com.couponcommerce.workers.email.smtp.SmtpMail;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailAddressParser;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Traits;
import com.couponcommerce.workers.settings.EmailSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the mail of a message: its envelope and its content. */
final class MailComposer {
  private final Optional<EmailAddress> settingsFrom;
  private final MailSession session;
  private final MailWriter writer;

  /**
   * @throws IllegalArgumentException if the session's mail.from is no address
   */
  MailComposer(EmailSettings settings, MailSession session, InstantSource time) {
    this.settingsFrom = settings.from();
    this.session = session;
    this.writer = new MailWriter(time);
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
    Envelope envelope =
        new Envelope(
            properties.envelopeFrom().orElse(from.address()),
            message.recipients().envelope(),
            properties.parameters());
    boolean isInternational = from.isInternational() || message.isInternational();
    return new SmtpMail(
        isInternational ? envelope.international() : envelope,
        Content.of(writer.write(from, id, message)));
  }

  /** Returns what distinguishes a message from others if it is refused. */
  Traits traits(EmailMessage message) {
    List<String> recipients = message.recipients().envelope();
    return new Traits(
        hasOwnSender(message),
        Set.copyOf(recipients),
        recipients.stream()
            .map(address -> address.substring(address.lastIndexOf('@') + 1))
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }

  private boolean hasOwnSender(EmailMessage message) {
    return message.from().isPresent()
        && !message
            .from()
            .map(EmailAddress::address)
            .equals(defaultFrom().map(EmailAddress::address));
  }

  private Optional<EmailAddress> defaultFrom() {
    return settingsFrom.or(
        () -> session.properties().from().map(from -> address("mail.from", from)));
  }

  private static EmailAddress address(String name, String value) {
    if (value.indexOf('\ufffd') >= 0) {
      throw new IllegalArgumentException(
          name + " has letters that the JVM could not read: set LANG=C.UTF-8");
    }
    try {
      return EmailAddressParser.parse(name, value);
    } catch (RefusedMessageException e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.SmtpOutcome.Connection;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Connections;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.EmailSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sends e-mail over the server's mail session. */
@Singleton
public final class EmailSender implements Sender<EmailMessage>, AutoCloseable {
  private final Optional<EmailAddress> settingsFrom;
  private final MailSession session;
  private final TransportPool pool;
  private final MimeMessageFactory mails;

  /**
   * Creates the sender without a connection: the server may start before its relay.
   *
   * @throws IllegalArgumentException if SMTP_FROM or the session's mail.from is no address
   */
  @Inject
  public EmailSender(EmailSettings settings, MailSession session, InstantSource time) {
    this.settingsFrom = settings.from().map(from -> address("SMTP_FROM", from));
    this.session = session;
    this.pool = new TransportPool(settings, session, time);
    this.mails = new MimeMessageFactory(time);
    defaultFrom();
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public EmailMessage decode(MessageFields fields) throws RefusedMessageException {
    return EmailMessageDecoder.decode(fields);
  }

  @Override
  public DeliveryResult send(MessageId id, EmailMessage message, SendFence fence) {
    Optional<EmailAddress> from = message.from().or(this::defaultFrom);
    if (from.isEmpty()) {
      return new Failed(
          new Failure(
              FailureClass.CONFIG,
              "no_sender",
              "neither SMTP_FROM nor the mail session's mail.from names a sender"));
    }
    OutgoingMail mail;
    try {
      mail = mails.create(session.session(), from.get(), id, message, fence);
    } catch (MessagingException e) {
      throw new IllegalStateException("a checked message could not be written: " + id, e);
    }
    SmtpConnection connection;
    try {
      connection = pool.borrow();
    } catch (MessagingException e) {
      return new Failed(SmtpFailures.ofConnect(e));
    }
    return chargedToMessage(send(mail, connection), message);
  }

  private DeliveryResult send(OutgoingMail mail, SmtpConnection connection) {
    boolean keep = false;
    try {
      SmtpOutcome outcome = attempt(mail, connection);
      if (outcome.connection() == Connection.STALE && connection.isReused()) {
        outcome = reconnectAndAttempt(mail, connection);
      }
      keep = outcome.connection() == Connection.KEEP;
      return outcome.result();
    } finally {
      if (keep) {
        pool.giveBack(connection);
      } else {
        pool.discard(connection);
      }
    }
  }

  private static SmtpOutcome attempt(OutgoingMail mail, SmtpConnection connection) {
    try {
      String reply = connection.send(mail);
      return new SmtpOutcome(new Delivered(SmtpReply.masked(reply)), Connection.KEEP);
    } catch (MessagingException e) {
      return mail.stopped()
          ? new SmtpOutcome(new Abandoned(), Connection.CLOSE)
          : SmtpFailures.ofSend(e, mail);
    }
  }

  private static SmtpOutcome reconnectAndAttempt(OutgoingMail mail, SmtpConnection connection) {
    try {
      connection.reconnect();
    } catch (MessagingException e) {
      return new SmtpOutcome(new Failed(SmtpFailures.ofConnect(e)), Connection.CLOSE);
    }
    return attempt(mail, connection);
  }

  /**
   * Turns the refusal of a sender that the message itself names into a failure of that message. A
   * failure of the configuration would pause the channel, which is for refusals that every message
   * meets.
   */
  private DeliveryResult chargedToMessage(DeliveryResult result, EmailMessage message) {
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

  /** Opens a new connection always: an old one would not prove that the password is still valid. */
  @Override
  public Optional<Failure> probe() {
    try {
      session.reload();
    } catch (IllegalStateException e) {
      return Optional.of(
          new Failure(FailureClass.CONFIG, "no_session", String.valueOf(e.getMessage())));
    }
    SmtpConnection connection;
    try {
      connection = pool.borrow();
    } catch (MessagingException e) {
      return Optional.of(SmtpFailures.ofConnect(e));
    }
    try {
      if (connection.isReused()) {
        connection.reconnect();
      }
    } catch (MessagingException e) {
      pool.discard(connection);
      return Optional.of(SmtpFailures.ofConnect(e));
    }
    pool.giveBack(connection);
    return Optional.empty();
  }

  @Override
  public List<ProviderState> providers() {
    return List.of(ProviderState.only("smtp"));
  }

  @Override
  public Optional<Connections> connections() {
    return Optional.of(pool.connections());
  }

  /** Closes connections that have been idle for long; sending does so too from time to time. */
  @Override
  public void whileIdle() {
    pool.closeIdle();
  }

  /** Closes the idle connections now, and those in use as soon as they come back. */
  @Override
  @PreDestroy
  public void close() {
    pool.close();
  }
}

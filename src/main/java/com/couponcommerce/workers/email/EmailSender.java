package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.email.reply.LiveReplyRules;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.Connections;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.sender.Traits;
import com.couponcommerce.workers.sender.Upcoming;
import com.couponcommerce.workers.settings.EmailSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sends e-mail over the server's mail session. */
@Singleton
public final class EmailSender implements Sender<EmailMessage>, AutoCloseable {
  private final EmailSettings.Dialogue settings;
  private final MailSession session;
  private final Relay relay;
  private final LiveReplyRules rules;
  private final SmtpFailures failures;
  private final Connector connector;
  private final TransportPool pool;
  private final MailComposer composer;

  /**
   * Creates the sender without a connection: the server may start before its relay.
   *
   * @throws IllegalArgumentException if the session's mail.from is no address, or if
   *     SMTP_REPLY_RULES has mistakes
   */
  @Inject
  public EmailSender(EmailSettings settings, MailSession session, InstantSource time) {
    this.settings = settings.dialogue();
    this.session = session;
    this.relay = new Relay(settings.dialogue().pipelining());
    this.rules = new LiveReplyRules(settings.dialogue().replyRules(), System::nanoTime);
    this.failures = new SmtpFailures(rules);
    this.connector = new Connector(session, settings.dialogue(), relay, failures);
    this.pool = new TransportPool(settings, connector, relay, time);
    this.composer = new MailComposer(settings, session, time);
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
  public Traits traits(EmailMessage message) {
    return composer.traits(message);
  }

  @Override
  public SendLine<EmailMessage> line() {
    return new EmailLine(composer, pool, relay, failures, settings.sendDeadline());
  }

  @Override
  public DeliveryResult send(MessageId id, EmailMessage message, SendFence fence) {
    try (SendLine<EmailMessage> line = line()) {
      return line.send(id, message, fence, Upcoming.none());
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
    PooledConnection connection;
    try {
      connection = pool.borrow();
    } catch (ConnectFailedException e) {
      return Optional.of(e.failure());
    }
    try {
      if (connection.isReused()) {
        connection.reopen(settings.sendDeadline(), true);
      }
    } catch (ConnectFailedException e) {
      Failure failure = pool.notReopened(e.failure());
      pool.discard(connection);
      // The server only refuses more connections than are open.
      return Optional.of(failure).filter(found -> !found.atOnce());
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

  /**
   * Closes connections that have been idle for long, as sending does too from time to time, and
   * looks for changed rules.
   */
  @Override
  public void whileIdle() {
    pool.closeIdle();
    rules.current();
  }

  /** Closes the idle connections now, and those in use as soon as they come back. */
  @Override
  @PreDestroy
  public void close() {
    pool.close();
    connector.close();
  }
}

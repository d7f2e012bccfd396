package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.SmtpMail;
import com.couponcommerce.workers.email.smtp.TransactionResult;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.sender.Upcoming;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the mails of one thread, one after the other. Between two mails it has a connection only if
 * the second one was announced over it.
 */
final class EmailLine implements SendLine<EmailMessage> {

  private static final Failure NO_SENDER =
      new Failure(
              FailureClass.CONFIG,
              "no_sender",
              "neither SMTP_FROM nor the mail session's mail.from names a sender")
          .ofSession();

  /** Connections for one mail: the first, another for a stale one, another without pipelining. */
  private static final int MAX_CONNECTIONS = 3;

  private final MailComposer composer;
  private final TransportPool pool;
  private final Relay relay;
  private final SmtpFailures failures;
  private final Duration sendDeadline;
  private @Nullable Announced announced;

  /** A mail whose envelope is written, and whose replies are not read yet. */
  private record Announced(MessageId id, SmtpMail mail, PooledConnection connection) {}

  /** A transaction whose pipelining may have been its end. */
  private record Doubt(TransactionResult result, boolean isAnnounced) {}

  EmailLine(
      MailComposer composer,
      TransportPool pool,
      Relay relay,
      SmtpFailures failures,
      Duration sendDeadline) {
    this.composer = composer;
    this.pool = pool;
    this.relay = relay;
    this.failures = failures;
    this.sendDeadline = sendDeadline;
  }

  @Override
  public DeliveryResult send(
      MessageId id, EmailMessage message, SendFence fence, Upcoming<EmailMessage> upcoming) {
    Attempt attempt = new Attempt(fence, upcoming);
    Announced begun = takeAnnounced(id);
    if (begun != null) {
      return attempt.send(begun.mail(), begun.connection(), true);
    }
    Optional<SmtpMail> mail = composer.compose(id, message);
    if (mail.isEmpty()) {
      return new Failed(NO_SENDER);
    }
    try {
      return attempt.send(mail.get(), pool.borrow(), false);
    } catch (ConnectFailedException e) {
      return new Failed(e.failure());
    }
  }

  /** Returns the mail if it was announced; the connection of another one is closed. */
  private @Nullable Announced takeAnnounced(MessageId id) {
    Announced taken = announced;
    announced = null;
    if (taken != null && !taken.id().equals(id)) {
      pool.discard(taken.connection());
      return null;
    }
    return taken;
  }

  /** Closes the connection of a mail that was announced and is not sent. */
  @Override
  public void close() {
    if (announced != null) {
      pool.discard(announced.connection());
      announced = null;
    }
  }

  /** The attempt to send one mail. */
  private final class Attempt {
    private final SendFence fence;
    private final Upcoming<EmailMessage> upcoming;
    private final long begun = System.nanoTime();
    private Optional<MessageId> nextId = Optional.empty();
    private Optional<SmtpMail> nextMail = Optional.empty();
    private boolean keep;

    Attempt(SendFence fence, Upcoming<EmailMessage> upcoming) {
      this.fence = fence;
      this.upcoming = upcoming;
    }

    DeliveryResult send(SmtpMail mail, PooledConnection connection, boolean wasAnnounced) {
      try {
        return transact(mail, connection, wasAnnounced);
      } catch (ConnectFailedException e) {
        return new Failed(pool.notReopened(e.failure()));
      } finally {
        end(connection);
      }
    }

    private void end(PooledConnection connection) {
      if (!keep) {
        pool.discard(connection);
      } else if (connection.hasAnnounced()) {
        connection.markReused();
        announced = new Announced(nextId.orElseThrow(), nextMail.orElseThrow(), connection);
      } else {
        pool.giveBack(connection);
      }
    }

    /**
     * Sends the mail, over a new connection if the server was not ready on this one and nothing of
     * the content was written.
     */
    private DeliveryResult transact(
        SmtpMail mail, PooledConnection connection, boolean wasAnnounced)
        throws ConnectFailedException {
      boolean isAnnounced = wasAnnounced;
      Optional<Doubt> doubt = Optional.empty();
      for (int left = MAX_CONNECTIONS - 1; ; left--) {
        Optional<Failure> refusal = SmtpFailures.beforehand(mail, connection.extensions());
        if (refusal.isPresent()) {
          keep = true;
          return new Failed(refusal.get());
        }
        boolean kept = connection.keptOrder();
        boolean pipelined = connection.extensions().pipelining();
        TransactionResult result =
            connection.send(mail, fence::mayHandOver, () -> next(connection), timeLeft());
        doubt.ifPresent(first -> relay.triedAgain(first.result(), result, first.isAnnounced()));
        boolean doubtful = pipelined && relay.doubts(result, kept, isAnnounced);
        boolean stale = result.isStale() && connection.isReused();
        DeliveryResult sent = failures.of(result, mail.envelope().recipients());
        boolean tired =
            connection.messages() > 1
                && sent instanceof Failed failed
                && failed.failure().failureClass() == FailureClass.THROTTLED;
        if (left == 0 || !(doubtful || stale || tired)) {
          keep =
              connection.isUsable() && !result.isOutOfSequence() && !isUnwelcome(connection, sent);
          return sent;
        }
        connection.reopen(timeLeft(), isAnnounced || !doubtful);
        doubt = doubtful ? Optional.of(new Doubt(result, isAnnounced)) : Optional.empty();
        isAnnounced = false;
      }
    }

    /**
     * Returns true if the server has served nothing over the connection and refused its first mail
     * for our sake or its own: Postfix's postscreen refuses all of a first connection, and nothing
     * of the next.
     */
    private boolean isUnwelcome(PooledConnection connection, DeliveryResult sent) {
      return connection.messages() == 1
          && sent instanceof Failed failed
          && failed.failure().failureClass().accusesUs();
    }

    private Duration timeLeft() {
      Duration left = sendDeadline.minusNanos(System.nanoTime() - begun);
      return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }

    /** Returns the mail to announce; one that cannot be announced fails when it is sent. */
    private Optional<SmtpMail> next(PooledConnection connection) {
      if (!relay.announces() || !pool.mayTakeAnother(connection)) {
        return Optional.empty();
      }
      Optional<Upcoming.Next<EmailMessage>> next = upcoming.take();
      nextId = next.map(Upcoming.Next::id);
      nextMail =
          next.flatMap(mail -> composer.composeIfPossible(mail.id(), mail.message()))
              .filter(mail -> SmtpFailures.beforehand(mail, connection.extensions()).isEmpty());
      return nextMail;
    }
  }
}

package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Extensions;
import com.couponcommerce.workers.email.smtp.SmtpClient;
import com.couponcommerce.workers.email.smtp.SmtpMail;
import com.couponcommerce.workers.email.smtp.TransactionResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An entry of the pool: an open connection with its age and its use. Used by one thread at a time.
 */
final class PooledConnection {
  private final Connector connector;
  private final InstantSource time;
  private SmtpConnection connection;
  private Instant openedAt;
  private Instant lastUsed;
  private int messages;
  private boolean reused;
  private boolean broken;
  private long turnBegan;

  /** Opens a connection. */
  PooledConnection(Connector connector, Duration within, InstantSource time)
      throws ConnectFailedException {
    this.connector = connector;
    this.time = time;
    this.connection = connector.open(within, true);
    this.openedAt = time.instant();
    this.lastUsed = openedAt;
  }

  /**
   * Replaces the connection by a new one, in the same entry of the pool. Another pooled connection
   * may be dead as well; after a restart of the server all of them are.
   *
   * @param pipelined false to send command by command over the new one in any case
   */
  void reopen(Duration within, boolean pipelined) throws ConnectFailedException {
    connection.close();
    connection = connector.open(within, pipelined);
    openedAt = time.instant();
    lastUsed = openedAt;
    messages = 0;
    reused = false;
  }

  /**
   * Sends a mail, see {@link SmtpClient#send}.
   *
   * @param within time after which the connection is closed, wherever the dialogue is
   */
  TransactionResult send(
      SmtpMail mail,
      BooleanSupplier mayHandOver,
      Supplier<Optional<SmtpMail>> next,
      Duration within) {
    messages++;
    connection.wire().limitWhole(within);
    try {
      return connection.client().send(mail, mayHandOver, next);
    } finally {
      connection.wire().rest();
      lastUsed = time.instant();
    }
  }

  /** Notes that a thread takes it. */
  void turnBegins() {
    turnBegan = System.nanoTime();
  }

  /** Returns how long the thread has had it. */
  Duration turnTook() {
    return Duration.ofNanos(System.nanoTime() - turnBegan);
  }

  Extensions extensions() {
    return connection.extensions();
  }

  boolean isUsable() {
    return !broken && connection.client().isUsable();
  }

  /** Returns true if a mail was announced whose replies are not read yet. */
  boolean hasAnnounced() {
    return connection.client().hasAnnounced();
  }

  /** Returns true if the server has answered a pipelined envelope in order. */
  boolean keptOrder() {
    return connection.client().keptOrder();
  }

  /** Returns the number of mails attempted over it, the current one included. */
  int messages() {
    return messages;
  }

  /** Returns true if it has been in the pool, so that the server may have closed it meanwhile. */
  boolean isReused() {
    return reused;
  }

  void markReused() {
    reused = true;
  }

  void markBroken() {
    broken = true;
  }

  Instant openedAt() {
    return openedAt;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  void close() {
    connection.close();
  }
}

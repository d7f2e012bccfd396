package com.couponcommerce.workers.email;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.sender.Connections;
import com.couponcommerce.workers.settings.EmailSettings;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * A pool of open connections to the mail server. A mail takes four round trips over an open
 * connection and about ten over a new one with TLS and AUTH. The pool limits their number, age and
 * idle time.
 *
 * <p>A connection is not tested before it is used: a NOOP per mail would be a fifth round trip, and
 * the server can still close the connection after it. The sender reconnects a dead one ({@link
 * SmtpConnection#reconnect()}). There is no evictor thread; idle connections are closed when others
 * are returned.
 */
final class TransportPool implements AutoCloseable {
  private static final EventLog LOG = EventLog.of(TransportPool.class);

  /**
   * Limit of the wait for a connection. There are as many connections as concurrent sends, so it
   * only limits the effect of a bug.
   */
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final EmailSettings settings;
  private final InstantSource time;
  private final GenericObjectPool<SmtpConnection> pool;
  private volatile Instant lastSweep;

  TransportPool(EmailSettings settings, MailSession session, InstantSource time) {
    this.settings = settings;
    this.time = time;
    this.lastSweep = time.instant();
    GenericObjectPoolConfig<SmtpConnection> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(settings.concurrency());
    config.setMaxIdle(settings.concurrency());
    config.setMaxWait(MAX_WAIT);
    config.setTestOnBorrow(true);
    config.setTestOnReturn(true);
    config.setTestWhileIdle(true);
    config.setNumTestsPerEvictionRun(-1);
    config.setMinEvictableIdleDuration(Duration.ofSeconds(-1));
    // A registered MBean would retain the class loader after an undeploy.
    config.setJmxEnabled(false);
    this.pool = new GenericObjectPool<>(new Opener(session), config);
  }

  /** Returns an open connection; the caller returns it by {@link #giveBack} or {@link #discard}. */
  SmtpConnection borrow() throws MessagingException {
    try {
      return pool.borrowObject();
    } catch (MessagingException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MessagingException("interrupted while waiting for a connection", e);
    } catch (NoSuchElementException e) {
      throw new MessagingException("no connection became free within " + MAX_WAIT, e);
    } catch (IllegalStateException e) {
      throw new MessagingException("the sender is shut down", e);
    } catch (Exception e) {
      throw new IllegalStateException("the pool throws nothing else", e);
    }
  }

  void giveBack(SmtpConnection connection) {
    connection.markReused();
    pool.returnObject(connection);
    Instant now = time.instant();
    if (Duration.between(lastSweep, now).compareTo(settings.connectionMaxIdle()) >= 0) {
      lastSweep = now;
      closeIdle();
    }
  }

  /**
   * Takes back a connection that must not be used again. The pool's invalidateObject is not used,
   * since in 2.13 it opens another connection at once: a server that is down would be asked twice.
   */
  void discard(SmtpConnection connection) {
    connection.markBroken();
    pool.returnObject(connection);
  }

  /** Closes connections that have been idle or open for too long. */
  void closeIdle() {
    try {
      pool.evict();
    } catch (Exception e) {
      // The pool was shut down meanwhile and all are closed; a mail just sent must not fail for it.
      LOG.debug(LogLine.saying("smtp-sweep", "idle mail connections were not closed"), e);
    }
  }

  Connections connections() {
    return new Connections(pool.getNumActive(), pool.getNumIdle());
  }

  /** Closes the idle connections now, the others when they come back. */
  @Override
  public void close() {
    pool.close();
  }

  private boolean isFresh(SmtpConnection connection) {
    Instant now = time.instant();
    return !connection.isBroken()
        && connection.messages() < settings.connectionMaxMessages()
        && Duration.between(connection.openedAt(), now).compareTo(settings.connectionMaxAge()) < 0
        && Duration.between(connection.lastUsed(), now).compareTo(settings.connectionMaxIdle())
            <= 0;
  }

  private final class Opener extends BasePooledObjectFactory<SmtpConnection> {
    private final MailSession session;

    Opener(MailSession session) {
      this.session = session;
    }

    @Override
    public SmtpConnection create() throws MessagingException {
      return new SmtpConnection(session, time);
    }

    @Override
    public PooledObject<SmtpConnection> wrap(SmtpConnection connection) {
      return new DefaultPooledObject<>(connection);
    }

    @Override
    public boolean validateObject(PooledObject<SmtpConnection> pooled) {
      return isFresh(pooled.getObject());
    }

    @Override
    public void destroyObject(PooledObject<SmtpConnection> pooled) {
      pooled.getObject().close();
    }
  }
}

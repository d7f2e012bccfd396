package com.couponcommerce.workers.email;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.sender.Connections;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.EmailSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * A pool of open connections to the mail server. A mail takes one or two round trips over an open
 * connection and about ten over a new one with TLS and AUTH. The pool limits their number, age and
 * idle time.
 *
 * <p>A connection is not tested before it is used: a NOOP per mail would be another round trip, and
 * the server can still close the connection after it. The sender replaces a dead one ({@link
 * PooledConnection#reopen}). There is no evictor thread; idle connections are closed when others
 * are returned.
 */
final class TransportPool implements AutoCloseable {
  private static final EventLog LOG = EventLog.of(TransportPool.class);

  /**
   * Limit of the wait for a connection. There are as many connections as concurrent sends, unless
   * the server allows fewer.
   */
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /** Longest time until a waiting thread looks whether it may open a connection itself. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Time for which a thread keeps a connection while others wait for one. */
  private static final Duration TURN = Duration.ofMillis(200);

  private final EmailSettings.Reuse reuse;
  private final InstantSource time;
  private final Connector connector;
  private final Relay relay;
  private final Duration sendDeadline;
  private final GenericObjectPool<PooledConnection> pool;
  private final ConnectionLimit limit;

  /** Connections that are open, and those that are being opened. */
  private final AtomicInteger open = new AtomicInteger();

  private final AtomicInteger opening = new AtomicInteger();
  private volatile Instant lastSweep;

  TransportPool(EmailSettings settings, Connector connector, Relay relay, InstantSource time) {
    this.reuse = settings.reuse();
    this.sendDeadline = settings.dialogue().sendDeadline();
    this.connector = connector;
    this.relay = relay;
    this.time = time;
    this.lastSweep = time.instant();
    GenericObjectPoolConfig<PooledConnection> config = new GenericObjectPoolConfig<>();
    this.limit = new ConnectionLimit(settings.concurrency(), System::nanoTime);
    config.setMaxTotal(settings.concurrency());
    // Where the server allows few connections, the threads take turns.
    config.setFairness(true);
    config.setMaxIdle(settings.concurrency());
    config.setTestOnBorrow(true);
    config.setTestOnReturn(true);
    config.setTestWhileIdle(true);
    config.setNumTestsPerEvictionRun(-1);
    config.setMinEvictableIdleDuration(Duration.ofSeconds(-1));
    // A registered MBean would retain the class loader after an undeploy.
    config.setJmxEnabled(false);
    this.pool = new GenericObjectPool<>(new Opener(), config);
  }

  /** Returns an open connection; the caller returns it by {@link #giveBack} or {@link #discard}. */
  PooledConnection borrow() throws ConnectFailedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        pool.setMaxTotal(limit.now());
        PooledConnection connection = pool.borrowObject(LOOK);
        connection.turnBegins();
        return connection;
      } catch (ConnectFailedException e) {
        if (!refused(e.failure(), 0).atOnce()) {
          throw e;
        }
      } catch (NoSuchElementException e) {
        if (System.nanoTime() - begun > MAX_WAIT.toNanos()) {
          throw new ConnectFailedException(
              new Failure(
                      FailureClass.THROTTLED,
                      "no_connection",
                      "no connection became free within " + MAX_WAIT)
                  .forRestAtOnce(),
              e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unavailable("interrupted while waiting for a connection", e);
      } catch (IllegalStateException e) {
        throw unavailable("the sender is shut down", e);
      } catch (Exception e) {
        throw new IllegalStateException("the pool throws nothing else", e);
      }
    }
  }

  /** Learns from a connection that could not be opened in place of the given one. */
  Failure notReopened(Failure failure) {
    return refused(failure, 1);
  }

  /**
   * Learns from a connection that could not be opened.
   *
   * @param own entries of the pool that the connection has already
   * @return the failure; one after which the message may follow at once, where the server only
   *     refuses more connections than are open
   */
  private Failure refused(Failure failure, int own) {
    int others = open.get() - own;
    if (failure.failureClass() != FailureClass.THROTTLED || others + opening.get() == 0) {
      return failure;
    }
    limit.refused(others);
    return failure.forRestAtOnce();
  }

  private static ConnectFailedException unavailable(String text, Exception e) {
    return new ConnectFailedException(
        new Failure(FailureClass.PROVIDER_DOWN, "no_connection", text).ofSession(), e);
  }

  /** Takes back a connection, which is closed if it cannot be used again. */
  void giveBack(PooledConnection connection) {
    connection.markReused();
    pool.returnObject(connection);
    Instant now = time.instant();
    if (Duration.between(lastSweep, now).compareTo(reuse.maxIdle()) >= 0) {
      lastSweep = now;
      closeIdle();
    }
  }

  /**
   * Takes back a connection that must not be used again. The pool's invalidateObject is not used,
   * since in 2.13 it opens another connection at once: a server that is down would be asked twice.
   */
  void discard(PooledConnection connection) {
    connection.markBroken();
    pool.returnObject(connection);
  }

  /** Returns true if one more mail may follow over the connection. */
  boolean mayTakeAnother(PooledConnection connection) {
    return connection.messages() < reuse.maxMessages()
        && isYoung(connection)
        && (connection.turnTook().compareTo(TURN) < 0 || pool.getNumWaiters() == 0)
        && !pool.isClosed();
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
    return new Connections(
        pool.getNumActive(),
        pool.getNumIdle(),
        relay.openedConnections(),
        relay.refusedConnections());
  }

  /** Closes the idle connections now, the others when they come back. */
  @Override
  public void close() {
    pool.close();
  }

  private boolean isFresh(PooledConnection connection) {
    return connection.isUsable()
        && connection.messages() < reuse.maxMessages()
        && isYoung(connection)
        && Duration.between(connection.lastUsed(), time.instant()).compareTo(reuse.maxIdle()) <= 0;
  }

  private boolean isYoung(PooledConnection connection) {
    return Duration.between(connection.openedAt(), time.instant()).compareTo(reuse.maxAge()) < 0;
  }

  private final class Opener extends BasePooledObjectFactory<PooledConnection> {
    @Override
    public PooledConnection create() throws ConnectFailedException {
      opening.incrementAndGet();
      try {
        PooledConnection connection = new PooledConnection(connector, sendDeadline, time);
        open.incrementAndGet();
        return connection;
      } finally {
        opening.decrementAndGet();
      }
    }

    @Override
    public PooledObject<PooledConnection> wrap(PooledConnection connection) {
      return new DefaultPooledObject<>(connection);
    }

    @Override
    public boolean validateObject(PooledObject<PooledConnection> pooled) {
      return isFresh(pooled.getObject());
    }

    @Override
    public void destroyObject(PooledObject<PooledConnection> pooled) {
      open.decrementAndGet();
      pooled.getObject().close();
    }
  }
}

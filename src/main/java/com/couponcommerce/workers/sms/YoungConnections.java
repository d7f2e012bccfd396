package com.couponcommerce.workers.sms;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP client none of whose connections was idle for long. Firewalls and NATs forget a connection
 * that is idle, the shortest after a minute; a request that goes over it is lost without a word,
 * and whether the provider got it is unknown. The JDK's client keeps connections for 20 minutes,
 * and only a system property of the whole server changes that.
 *
 * <p>The JDK does not tell which connection a request takes. So the times at which requests ended
 * are noted, one for each connection that may be idle, and the client is replaced as soon as one of
 * them is old.
 */
final class YoungConnections {
  /** Longest time for which a connection is idle and used again. */
  static final Duration MAX_IDLE = Duration.ofSeconds(25);

  private final Supplier<HttpClient> clients;
  private final LongSupplier nanoTime;
  private final Deque<Long> idleSince = new ArrayDeque<>();
  private @Nullable HttpClient client;
  private boolean closed;

  /**
   * @param clients makes a client without connections
   */
  YoungConnections(Supplier<HttpClient> clients, LongSupplier nanoTime) {
    this.clients = clients;
    this.nanoTime = nanoTime;
  }

  /** Returns the client for one request; null once closed. */
  synchronized @Nullable HttpClient take() {
    if (closed) {
      return null;
    }
    Long oldest = idleSince.poll();
    boolean old = oldest != null && nanoTime.getAsLong() - oldest >= MAX_IDLE.toNanos();
    if (old) {
      idleSince.clear();
    }
    if (client == null || old) {
      client = clients.get();
    }
    return client;
  }

  /** Notes that a request over a client has ended. */
  synchronized void giveBack(HttpClient used) {
    if (used == client) {
      idleSince.add(nanoTime.getAsLong());
    }
  }

  /** Forgets the client, whose threads then end. */
  synchronized void close() {
    closed = true;
    client = null;
  }
}

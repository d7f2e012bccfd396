package com.couponcommerce.workers.queue.redis;

import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The route to the primary that sentinels name. They are asked again after a failure, and every
 * second: for some ten seconds after a failover by hand the old primary still takes writes, which
 * are lost. The thread that needs a connection asks them; a thread of its own that listens to them
 * could outlive an undeploy.
 */
final class SentinelRoute implements Route {
  private static final long NANOS_BETWEEN_QUERIES = Duration.ofSeconds(1).toNanos();

  private record Primary(HostAndPort address, RedisClient client) {}

  private final ClientConfig config;
  private final Sentinels sentinels;
  private Optional<Primary> primary = Optional.empty();
  private long askedAt;
  private boolean forgotten;
  private boolean closed;

  SentinelRoute(ClientConfig config, String master) {
    this.config = config;
    this.sentinels = new Sentinels(config, master);
  }

  @Override
  public UnifiedJedis client() {
    Optional<Primary> known = known();
    if (known.isPresent()) {
      return known.get().client();
    }
    return askSentinels();
  }

  /** Keeps the known primary if no sentinel answers, since it may still work. */
  private UnifiedJedis askSentinels() {
    try {
      return moveTo(sentinels.primary());
    } catch (JedisException e) {
      synchronized (this) {
        return primary.orElseThrow(() -> e).client();
      }
    }
  }

  /** Returns empty if the caller is to ask: the first one, then one of all callers each second. */
  private synchronized Optional<Primary> known() {
    long now = System.nanoTime();
    if (primary.isPresent() && !forgotten && now - askedAt < NANOS_BETWEEN_QUERIES) {
      return primary;
    }
    askedAt = now;
    forgotten = false;
    return Optional.empty();
  }

  private synchronized UnifiedJedis moveTo(HostAndPort address) {
    Optional<Primary> same = primary.filter(now -> now.address().equals(address));
    if (same.isPresent()) {
      return same.get().client();
    }
    if (closed) {
      throw new JedisException("closed with the application");
    }
    // A closed pool closes borrowed connections when they are returned.
    primary.ifPresent(old -> old.client().close());
    Primary moved = new Primary(address, PrimaryRoute.client(config, address));
    primary = Optional.of(moved);
    return moved.client();
  }

  @Override
  public synchronized void forget() {
    sentinels.distrust();
    primary.ifPresent(now -> now.client().getPool().clear());
    forgotten = true;
  }

  @Override
  public synchronized PoolUse use() {
    return primary.map(now -> PrimaryRoute.use(now.client().getPool())).orElse(PoolUse.NONE);
  }

  @Override
  public synchronized void close() {
    closed = true;
    primary.ifPresent(now -> now.client().close());
  }
}

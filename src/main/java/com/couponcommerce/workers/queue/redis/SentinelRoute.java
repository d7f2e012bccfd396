package com.couponcommerce.workers.queue.redis;

import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The way to the primary that sentinels name. They are asked again after a failure, and every
 * second: for some ten seconds after a failover by hand the old primary still takes writes, which
 * are lost. Whoever needs a connection asks; a thread that listens to them could outlive an
 * undeploy.
 */
final class SentinelRoute implements Route {
  private static final long NANOS_BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

  private record Primary(HostAndPort address, RedisClient client) {}

  private final ClientConfig config;
  private final Sentinels sentinels;
  private Optional<Primary> primary = Optional.empty();
  private long looked;
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
    return look();
  }

  /** While no sentinel answers, the primary that is known may well do. */
  private UnifiedJedis look() {
    try {
      return moveTo(sentinels.primary());
    } catch (JedisException e) {
      synchronized (this) {
        return primary.orElseThrow(() -> e).client();
      }
    }
  }

  /** Empty where the caller is to look: the first ever, and one of all that come a second later. */
  private synchronized Optional<Primary> known() {
    long now = System.nanoTime();
    if (primary.isPresent() && !forgotten && now - looked < NANOS_BETWEEN_LOOKS) {
      return primary;
    }
    looked = now;
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
    // A closed pool closes what was borrowed from it when that comes back.
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

package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.Settings;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/** Makes pools whose commands an executor of a simulation gets in place of connections. */
public final class SimulatedPools {
  private SimulatedPools() {}

  public static RedisPools of(Settings settings, CommandExecutor executor) {
    UnifiedJedis client = new Client(executor);
    return new RedisPools(settings, RedisListener.NONE, config -> new SimulatedRoute(client));
  }

  private static final class Client extends UnifiedJedis {
    Client(CommandExecutor executor) {
      super(executor, new NoConnections(), RedisProtocol.RESP2, null);
    }
  }

  private record SimulatedRoute(UnifiedJedis client) implements Route {
    @Override
    public void forget() {}

    @Override
    public PoolUse use() {
      return PoolUse.NONE;
    }

    @Override
    public void close() {}
  }

  private static final class NoConnections implements ConnectionProvider {
    @Override
    public Connection getConnection() {
      throw new UnsupportedOperationException("a simulation has no connections");
    }

    @Override
    public Connection getConnection(CommandArguments arguments) {
      return getConnection();
    }

    @Override
    public void close() {}
  }
}

package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.RedisNode;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/** The route to one server, or to the server that a host name resolves to. */
final class PrimaryRoute implements Route {
  private final RedisClient client;

  PrimaryRoute(ClientConfig config) {
    RedisNode node = config.settings().url().nodes().get(0);
    this.client = client(config, new HostAndPort(node.host(), node.port()));
  }

  static RedisClient client(ClientConfig config, HostAndPort address) {
    return RedisClient.builder()
        .hostAndPort(address)
        .clientConfig(config.forServers())
        .poolConfig(config.pool())
        .build();
  }

  @Override
  public UnifiedJedis client() {
    return client;
  }

  /**
   * Closes the idle connections: after a restart of Redis they are as dead as the one that failed.
   */
  @Override
  public void forget() {
    client.getPool().clear();
  }

  @Override
  public PoolUse use() {
    return use(client.getPool());
  }

  static PoolUse use(Pool<Connection> pool) {
    return new PoolUse(pool.getNumActive(), pool.getNumIdle(), pool.getNumWaiters());
  }

  @Override
  public void close() {
    client.close();
  }
}

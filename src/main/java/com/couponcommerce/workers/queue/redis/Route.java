package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.RedisUrl;
import redis.clients.jedis.UnifiedJedis;

/** The route to the server that takes the next command. */
interface Route extends AutoCloseable {

  static Route of(ClientConfig config) {
    RedisUrl url = config.settings().url();
    return switch (url.layout()) {
      case SINGLE -> new PrimaryRoute(config);
      case SENTINEL -> new SentinelRoute(config, url.master().orElseThrow());
      case CLUSTER -> new ClusterRoute(config);
    };
  }

  /**
   * Returns the client for the next command, which runs it at most once: only the caller knows
   * whether a second run does harm.
   */
  UnifiedJedis client();

  /** Closes idle connections and forgets the server; the next command looks it up again. */
  void forget();

  /** Returns the connections as they are now; none before the first command. */
  PoolUse use();

  @Override
  void close();
}

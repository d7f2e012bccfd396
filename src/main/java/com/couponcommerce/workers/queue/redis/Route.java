package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.RedisUrl;
import redis.clients.jedis.UnifiedJedis;

/** The way to whichever server takes the next command. */
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
   * The client to give a command to, which it runs at most once: whether a second run does harm is
   * known to the caller only.
   */
  UnifiedJedis client();

  /** Forgets idle connections and where they led; the next command asks anew. */
  void forget();

  /** The connections as they are now; none where no command has come yet. */
  PoolUse use();

  @Override
  void close();
}

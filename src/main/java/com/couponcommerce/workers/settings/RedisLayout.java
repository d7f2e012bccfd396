package com.couponcommerce.workers.settings;

/** How the Redis servers behind a REDIS_URL work together. */
public enum RedisLayout {
  /** One server, or a name that leads to the primary. */
  SINGLE("redis", 6379),
  /** Sentinels, which know where the primary is and choose another when it dies. */
  SENTINEL("redis-sentinel", 26_379),
  /** Redis Cluster: each server holds some of the keys. */
  CLUSTER("redis-cluster", 6379);

  private final String scheme;
  private final int defaultPort;

  RedisLayout(String scheme, int defaultPort) {
    this.scheme = scheme;
    this.defaultPort = defaultPort;
  }

  String scheme(boolean tls) {
    return tls ? scheme.replaceFirst("redis", "rediss") : scheme;
  }

  int defaultPort() {
    return defaultPort;
  }
}

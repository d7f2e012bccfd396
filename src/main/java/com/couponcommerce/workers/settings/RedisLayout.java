package com.couponcommerce.workers.settings;

/** Arrangement of the Redis servers behind a REDIS_URL. */
public enum RedisLayout {
  /** One server, or a name that resolves to the primary. */
  SINGLE("redis", 6379),
  /** Sentinels, which know the primary and elect another if it fails. */
  SENTINEL("redis-sentinel", 26_379),
  /** Redis Cluster: each server holds a part of the keys. */
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

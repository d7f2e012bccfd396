package com.couponcommerce.workers.settings;

/** Where a Redis server or a sentinel listens. */
public record RedisNode(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

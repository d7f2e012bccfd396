package com.couponcommerce.workers.settings;

/** Address of a Redis server or a sentinel. */
public record RedisNode(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

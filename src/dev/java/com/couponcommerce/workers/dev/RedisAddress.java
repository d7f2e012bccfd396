package com.couponcommerce.workers.dev;

import java.net.URI;
import java.util.Optional;

/** How others than the WAR reach the Redis of a REDIS_URL. */
record RedisAddress(URI url) {
  private static final int DEFAULT_PORT = 6379;

  /** Refuses several servers: they are for work, and this is for looking around. */
  static RedisAddress of(String url) {
    if (!url.matches("rediss?://[^,]*")) {
      throw new IllegalArgumentException(
          "REDIS_URL names sentinels or a cluster; -Pdev takes a single server (redis:// or"
              + " rediss://), or starts one where REDIS_URL is not set");
    }
    return new RedisAddress(URI.create(url));
  }

  /** A URL with a password is named by its variable, since this is printed. */
  String redisCli() {
    return isOpen() ? "-p " + port() : "-u \"$REDIS_URL\"";
  }

  /** Plain bash speaks no TLS, and a login would print the password. */
  Optional<String> bash(String command) {
    return isOpen()
        ? Optional.of(
            "exec 3<>/dev/tcp/%s/%d; printf '%%s\\r\\n' '%s' >&3; head -1 <&3; exec 3>&-"
                .formatted(url.getHost(), port(), command))
        : Optional.empty();
  }

  private int port() {
    return url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
  }

  /** Is on this machine, without TLS, password or another database than the first. */
  private boolean isOpen() {
    return url.toString().matches("redis://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/0?)?");
  }
}

package com.couponcommerce.workers.dev;

import java.net.URI;
import java.util.Optional;

/** The address in a REDIS_URL, as redis-cli and bash need it. */
record RedisAddress(URI url) {
  private static final int DEFAULT_PORT = 6379;

  /**
   * Reads a URL of a single server. Sentinels and clusters are refused, since -Pdev prints commands
   * for one server.
   */
  static RedisAddress of(String url) {
    if (!url.matches("rediss?://[^,]*")) {
      throw new IllegalArgumentException(
          "REDIS_URL names sentinels or a cluster; -Pdev takes a single server (redis:// or"
              + " rediss://), or starts one where REDIS_URL is not set");
    }
    return new RedisAddress(URI.create(url));
  }

  /**
   * Returns the arguments of redis-cli. A URL with a password is named by its variable, because the
   * arguments are printed.
   */
  String redisCli() {
    return isOpen() ? "-p " + port() : "-u \"$REDIS_URL\"";
  }

  /**
   * Returns a bash line that sends a command. Empty for TLS, which bash lacks, and for a login,
   * which would print the password.
   */
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

  /**
   * Returns whether the server is on this machine, without TLS or password, and the database is the
   * first.
   */
  private boolean isOpen() {
    return url.toString().matches("redis://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/0?)?");
  }
}

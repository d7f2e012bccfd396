package com.couponcommerce.workers.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where Redis is and how to talk to it (REDIS_URL, REDIS_CA_FILE, REDIS_TIMEOUT_MS).
 *
 * @param tls true for {@code rediss://}: the server's certificate and host name are checked
 * @param caFile PEM file with the certificates to trust instead of the server's usual ones
 * @param timeout longest wait for a connection, and for each answer
 */
public record RedisSettings(
    String host,
    int port,
    boolean tls,
    Optional<String> user,
    Optional<Secret> password,
    int database,
    Optional<Path> caFile,
    Duration timeout) {

  /** Where Redis is, without credentials. */
  public String address() {
    return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
  }
}

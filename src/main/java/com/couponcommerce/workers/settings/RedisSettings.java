package com.couponcommerce.workers.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the queues are and how to talk to Redis (REDIS_URL, REDIS_CA_FILE, REDIS_TIMEOUT_MS,
 * QUEUE_KEY_PREFIX).
 *
 * @param caFile PEM file with the certificates to trust instead of the server's usual ones
 * @param timeout longest wait for a connection, and for each answer
 */
public record RedisSettings(
    RedisUrl url, Optional<Path> caFile, Duration timeout, KeyPrefix keyPrefix) {

  /** Where Redis is, without credentials. */
  public String address() {
    return url.address();
  }
}

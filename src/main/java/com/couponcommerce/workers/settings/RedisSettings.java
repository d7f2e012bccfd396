package com.couponcommerce.workers.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of Redis and of the queues' keys (REDIS_URL, REDIS_CA_FILE, REDIS_TIMEOUT_MS,
 * QUEUE_KEY_PREFIX).
 *
 * @param caFile PEM file with certificates to trust instead of the server's trust store
 * @param timeout longest wait for a connection and for each reply
 */
public record RedisSettings(
    RedisUrl url, Optional<Path> caFile, Duration timeout, KeyPrefix keyPrefix) {

  /** Returns the address of Redis without credentials. */
  public String address() {
    return url.address();
  }
}

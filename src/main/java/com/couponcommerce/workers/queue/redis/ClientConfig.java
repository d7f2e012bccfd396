package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.RedisSettings;
import com.couponcommerce.workers.settings.RedisUrl;
import com.couponcommerce.workers.settings.Secret;
import java.time.Duration;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * How a set of connections behaves.
 *
 * @param name shown by CLIENT LIST
 * @param connections at most, to each server
 * @param timeout longest wait for a connection, and for each answer
 * @param longestWait the longest that a blocking command is told to wait
 */
record ClientConfig(
    RedisSettings settings, String name, int connections, Duration timeout, Duration longestWait) {

  /** How much longer than the wait itself a blocking command may take. */
  private static final Duration BLOCKING_MARGIN = Duration.ofSeconds(2);

  /** For connections to the servers that hold the queues. */
  DefaultJedisClientConfig forServers() {
    DefaultJedisClientConfig.Builder config =
        basic(timeout)
            .blockingSocketTimeoutMillis((int) longestWait.plus(BLOCKING_MARGIN).toMillis())
            .database(settings.url().database())
            .clientName(name);
    return withLogin(config).build();
  }

  /**
   * For questions to sentinels.
   *
   * @param login with the user and password of the servers; otherwise with none
   */
  DefaultJedisClientConfig forSentinels(boolean login) {
    // So that asking all of them takes no longer than one answer may.
    DefaultJedisClientConfig.Builder config =
        basic(timeout.dividedBy(settings.url().nodes().size()));
    return (login ? withLogin(config) : config).build();
  }

  boolean hasPassword() {
    return settings.url().password().isPresent();
  }

  private DefaultJedisClientConfig.Builder basic(Duration patience) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis((int) patience.toMillis())
            .socketTimeoutMillis((int) patience.toMillis())
            // Redis 7.0 does not know CLIENT SETINFO.
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (settings.url().tls()) {
      config.sslOptions(tls());
    }
    return config;
  }

  private DefaultJedisClientConfig.Builder withLogin(DefaultJedisClientConfig.Builder config) {
    RedisUrl url = settings.url();
    url.user().ifPresent(config::user);
    url.password().map(Secret::value).ifPresent(config::password);
    return config;
  }

  private SslOptions tls() {
    SslOptions.Builder tls = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
    settings.caFile().ifPresent(file -> PrivateCa.trustOnly(file, tls));
    return tls.build();
  }

  /** No eviction thread and no MBean: both would outlive an undeploy. */
  GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(timeout);
    pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
    pool.setJmxEnabled(false);
    return pool;
  }
}

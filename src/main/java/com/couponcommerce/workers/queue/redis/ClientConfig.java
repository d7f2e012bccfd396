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
 * The configuration of a set of connections.
 *
 * @param name shown by CLIENT LIST
 * @param connections upper bound for each server
 * @param timeout upper bound of the wait for a connection, and for each answer
 * @param maxWait upper bound of the wait that a blocking command is given
 */
record ClientConfig(
    RedisSettings settings, String name, int connections, Duration timeout, Duration maxWait) {

  /** Time that a blocking command may take beyond its wait. */
  private static final Duration BLOCKING_MARGIN = Duration.ofSeconds(2);

  /** Returns the configuration of connections to the servers that hold the queues. */
  DefaultJedisClientConfig forServers() {
    DefaultJedisClientConfig.Builder config =
        basic(timeout)
            .blockingSocketTimeoutMillis((int) maxWait.plus(BLOCKING_MARGIN).toMillis())
            .database(settings.url().database())
            .clientName(name);
    return withLogin(config).build();
  }

  /**
   * Returns the configuration of connections to sentinels.
   *
   * @param login true to send the user and password of the servers
   */
  DefaultJedisClientConfig forSentinels(boolean login) {
    // Asking all of them takes no longer than one answer may.
    DefaultJedisClientConfig.Builder config =
        basic(timeout.dividedBy(settings.url().nodes().size()));
    return (login ? withLogin(config) : config).build();
  }

  boolean hasPassword() {
    return settings.url().password().isPresent();
  }

  private DefaultJedisClientConfig.Builder basic(Duration limit) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis((int) limit.toMillis())
            .socketTimeoutMillis((int) limit.toMillis())
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

  /** Returns a pool without an eviction thread and an MBean, which would outlive an undeploy. */
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

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.settings.RedisSettings;
import com.couponcommerce.workers.settings.Secret;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A pool of connections to one Redis. A connection on which anything went wrong is closed, never
 * reused: a late answer on it would be taken for the answer to the next command.
 */
final class RedisConnection implements AutoCloseable {
  /**
   * How often a repeatable script runs when replies are lost: with 2 % lost, one in 125,000 calls
   * fails.
   */
  private static final int MOST_RUNS = 3;

  /**
   * A connection that breaks sooner was dead before: Redis was restarted, or it was idle too long.
   */
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  /** How much longer than the wait itself a blocking command may take. */
  private static final Duration BLOCKING_MARGIN = Duration.ofSeconds(2);

  private final RedisClient client;
  private final String address;
  private final boolean repeats;

  /**
   * @param repeats whether repeatable scripts run again when the connection breaks; otherwise they
   *     do so once, and only where it breaks at once
   */
  RedisConnection(
      RedisSettings settings,
      String clientName,
      int maxConnections,
      Duration timeout,
      Duration longestWait,
      boolean repeats) {
    this.address = settings.address();
    this.repeats = repeats;
    this.client =
        RedisClient.builder()
            .hostAndPort(settings.host(), settings.port())
            .clientConfig(config(settings, clientName, timeout, longestWait))
            .poolConfig(pool(maxConnections, timeout))
            .build();
  }

  private static DefaultJedisClientConfig config(
      RedisSettings settings, String clientName, Duration timeout, Duration longestWait) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis((int) timeout.toMillis())
            .socketTimeoutMillis((int) timeout.toMillis())
            .blockingSocketTimeoutMillis((int) longestWait.plus(BLOCKING_MARGIN).toMillis())
            .database(settings.database())
            .clientName(clientName)
            // Redis 7.0 does not know CLIENT SETINFO.
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    settings.user().ifPresent(config::user);
    settings.password().map(Secret::value).ifPresent(config::password);
    if (settings.tls()) {
      config.sslOptions(tls(settings));
    }
    return config.build();
  }

  private static SslOptions tls(RedisSettings settings) {
    SslOptions.Builder tls = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
    settings.caFile().ifPresent(file -> PrivateCa.trustOnly(file, tls));
    return tls.build();
  }

  /** No eviction thread and no MBean: both would outlive an undeploy. */
  private static GenericObjectPoolConfig<Connection> pool(int maxConnections, Duration timeout) {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(maxConnections);
    pool.setMaxIdle(maxConnections);
    pool.setMaxWait(timeout);
    pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
    pool.setJmxEnabled(false);
    return pool;
  }

  /** Runs a script, again on a new connection where it is repeatable and the old one broke. */
  Reply run(Script script, List<String> keys, Arguments arguments) {
    List<byte[]> keyBytes = keys.stream().map(SafeEncoder::encode).toList();
    int runs = script.isRepeatable() ? repeats ? MOST_RUNS : 2 : 1;
    for (int run = 1; ; run++) {
      long begun = System.nanoTime();
      try {
        return new Reply(evaluate(script, keyBytes, arguments.list()), run > 1);
      } catch (JedisConnectionException e) {
        // The others in the pool are as old as this one: after a restart of Redis they are all
        // dead.
        client.getPool().clear();
        boolean atOnce = System.nanoTime() - begun < AT_ONCE.toNanos();
        if (run >= runs || !(repeats || atOnce)) {
          throw RedisRefusals.unavailable(address, e);
        }
      } catch (JedisException e) {
        forgetDemoted(e);
        throw RedisRefusals.unavailable(address, e);
      }
    }
  }

  /** Redis forgets its script cache at a restart; the script is then sent once more, whole. */
  private Object evaluate(Script script, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return client.evalsha(script.sha1(), keys, arguments);
    } catch (JedisNoScriptException notCached) {
      return client.eval(script.source(), keys, arguments);
    }
  }

  /** Runs a command that is no script, once. */
  <T> T call(Function<RedisClient, T> command) {
    try {
      return command.apply(client);
    } catch (JedisDataException e) {
      forgetDemoted(e);
      throw RedisRefusals.unavailable(address, e);
    } catch (JedisException e) {
      client.getPool().clear();
      throw RedisRefusals.unavailable(address, e);
    }
  }

  /**
   * After a failover the connections to the old primary stay open and refuse for ever; a new one
   * asks again where the name of REDIS_URL leads.
   */
  private void forgetDemoted(JedisException e) {
    if (RedisRefusals.isOfDemoted(e)) {
      client.getPool().clear();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

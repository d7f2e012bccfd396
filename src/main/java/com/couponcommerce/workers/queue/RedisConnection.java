package com.couponcommerce.workers.queue;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Connections to Redis, kept for reuse. A connection on which anything went wrong is closed, never
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

  private final Route route;
  private final String address;
  private final boolean repeats;

  /**
   * @param repeats whether repeatable scripts run again when the connection breaks; otherwise they
   *     do so once, and only where it breaks at once
   */
  RedisConnection(ClientConfig config, boolean repeats) {
    this.address = config.settings().address();
    this.repeats = repeats;
    this.route = Route.of(config);
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
        route.forget();
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
    UnifiedJedis client = route.client();
    try {
      return client.evalsha(script.sha1(), keys, arguments);
    } catch (JedisNoScriptException notCached) {
      return client.eval(script.source(), keys, arguments);
    }
  }

  /** Runs a command that is no script, once. */
  <T> T call(Function<UnifiedJedis, T> command) {
    try {
      return command.apply(route.client());
    } catch (JedisDataException e) {
      forgetDemoted(e);
      throw RedisRefusals.unavailable(address, e);
    } catch (JedisException e) {
      route.forget();
      throw RedisRefusals.unavailable(address, e);
    }
  }

  /**
   * After a failover the connections to the old primary may stay open and refuse for ever; a new
   * one asks again where REDIS_URL leads.
   */
  private void forgetDemoted(JedisException e) {
    if (RedisRefusals.isOfDemoted(e)) {
      route.forget();
    }
  }

  @Override
  public void close() {
    route.close();
  }
}

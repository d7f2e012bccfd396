package com.couponcommerce.workers.queue.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A pool of connections to Redis. A connection that failed is closed and never reused: a late
 * answer on it would be taken for the answer to the next command.
 */
public final class RedisConnection implements AutoCloseable {
  /**
   * Number of runs of a repeatable script when replies are lost: with 2 % lost, one in 125,000
   * calls fails.
   */
  private static final int MAX_RUNS = 3;

  /**
   * Time within which a connection breaks that was dead before: Redis was restarted, or it was idle
   * for too long.
   */
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final Route route;
  private final String address;
  private final boolean repeats;
  private final RedisPool pool;
  private final RedisListener listener;

  /** True from the moment a connection broke until a command succeeds. */
  private final AtomicBoolean broken = new AtomicBoolean();

  /**
   * @param pool for {@link RedisPool#QUESTIONS} a repeatable script is repeated once, and only if
   *     the connection breaks at once
   */
  RedisConnection(ClientConfig config, Route route, RedisPool pool, RedisListener listener) {
    this.pool = pool;
    this.listener = listener;
    this.address = config.settings().address();
    this.repeats = pool != RedisPool.QUESTIONS;
    this.route = route;
  }

  /** Runs a script, again on a new connection if it is repeatable and the old one broke. */
  public Reply run(Script script, List<String> keys, Arguments arguments) {
    List<byte[]> keyBytes = keys.stream().map(SafeEncoder::encode).toList();
    int runs = script.isRepeatable() ? repeats ? MAX_RUNS : 2 : 1;
    for (int run = 1; ; run++) {
      long begun = System.nanoTime();
      try {
        Object answer = evaluate(script, keyBytes, arguments.list());
        works();
        return new Reply(answer, run > 1);
      } catch (JedisConnectionException e) {
        forget();
        boolean atOnce = System.nanoTime() - begun < AT_ONCE.toNanos();
        if (run >= runs || !(repeats || atOnce)) {
          throw RedisRefusals.unavailable(address, e);
        }
      } catch (JedisException e) {
        forgetDemoted(e);
        throw refused(keys, e);
      } finally {
        listener.ran(script.id(), Duration.ofNanos(System.nanoTime() - begun));
      }
    }
  }

  /** Names the key of another type, which Redis does not. */
  private QueueUnavailableException refused(List<String> keys, JedisException e) {
    if (RedisRefusals.isWrongType(e)) {
      try {
        String wrong =
            keys.stream()
                .flatMap(key -> WrongKey.of(key, route.client().type(key)).stream())
                .map(WrongKey::toString)
                .collect(Collectors.joining("; "));
        if (!wrong.isEmpty()) {
          return new WrongKeyException(address, wrong, e);
        }
      } catch (JedisException cannotAsk) {
        e.addSuppressed(cannotAsk);
      }
    }
    return RedisRefusals.unavailable(address, e);
  }

  /** Sends the source of a script if Redis has lost its script cache by a restart. */
  private Object evaluate(Script script, List<byte[]> keys, List<byte[]> arguments) {
    UnifiedJedis client = route.client();
    try {
      return client.evalsha(script.sha1(), keys, arguments);
    } catch (JedisNoScriptException notCached) {
      return client.eval(script.source(), keys, arguments);
    }
  }

  /** Runs a plain command, once. */
  public <T> T call(Function<UnifiedJedis, T> command) {
    try {
      T answer = command.apply(route.client());
      works();
      return answer;
    } catch (JedisDataException e) {
      forgetDemoted(e);
      throw RedisRefusals.unavailable(address, e);
    } catch (JedisException e) {
      forget();
      throw RedisRefusals.unavailable(address, e);
    }
  }

  /**
   * Closes the connections to an old primary: after a failover they may stay open and refuse for
   * ever, and a new one follows REDIS_URL again.
   */
  private void forgetDemoted(JedisException e) {
    if (RedisRefusals.isOfDemoted(e)) {
      forget();
    }
  }

  private void forget() {
    broken.set(true);
    route.forget();
  }

  private void works() {
    if (broken.get() && broken.compareAndSet(true, false)) {
      listener.reconnected(pool);
    }
  }

  PoolUse use() {
    return route.use();
  }

  @Override
  public void close() {
    route.close();
  }
}

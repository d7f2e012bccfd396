package com.couponcommerce.workers.queue.redis;

import java.time.Duration;

/**
 * Observes the calls of Redis. It is called on the threads that wait for Redis, and must neither
 * wait nor throw.
 */
public interface RedisListener {
  /** A listener that does nothing. */
  RedisListener NONE = new RedisListener() {};

  /**
   * Called after each run of a script, whatever its result.
   *
   * @param script one of {@link RedisPools#scripts}
   * @param took time with the wait for a connection and for opening a new one
   */
  default void ran(String script, Duration took) {}

  /** Called when the first command succeeds after a connection broke or could not be opened. */
  default void reconnected(RedisPool pool) {}
}

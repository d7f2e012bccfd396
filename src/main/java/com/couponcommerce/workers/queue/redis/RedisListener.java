package com.couponcommerce.workers.queue.redis;

import java.time.Duration;

/**
 * Hears how Redis does. Called on the threads that wait for Redis: it must neither wait nor throw.
 */
public interface RedisListener {
  /** Hears nothing. */
  RedisListener NONE = new RedisListener() {};

  /**
   * A script was run once, whatever came of it.
   *
   * @param script one of {@link Redis#scripts}
   * @param took with the wait for a connection, and for a new one to open
   */
  default void ran(String script, Duration took) {}

  /** The first command succeeded after a connection had broken or could not be made. */
  default void reconnected(RedisPool pool) {}
}

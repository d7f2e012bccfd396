package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A WAR that is measured, on a server and with a Redis of its own.
 *
 * @param name what the report calls it
 */
record Candidate(String name, RedisServer redis, Worker worker) implements AutoCloseable {

  /**
   * Starts a WAR.
   *
   * @param directory name of the server's directory
   * @param settings variables of the server's environment; without one, a setting is the default
   */
  static Candidate start(
      Bench bench,
      String name,
      String directory,
      Path war,
      int smtpPort,
      Map<String, String> settings) {
    RedisServer redis = RedisServer.start();
    try {
      return new Candidate(
          name, redis, Worker.start(bench.kind(), directory, war, redis, smtpPort, settings));
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  @Override
  public void close() {
    worker.close();
    redis.close();
  }
}

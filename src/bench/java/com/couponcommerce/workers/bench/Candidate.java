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
   * Starts a WAR with default settings.
   *
   * @param directory name of the server's directory
   * @param sends number of concurrent sends
   */
  static Candidate start(
      Bench bench, String name, String directory, Path war, int smtpPort, int sends) {
    RedisServer redis = RedisServer.start();
    Map<String, String> settings = Map.of("EMAIL_CONCURRENCY", "" + sends);
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

package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.dev.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.RedisClient;

/** A Redis for the tests of a class, empty and with room before each of them. */
abstract class OnRealRedis {
  private static RedisServer server;

  /** Of the test, which may do everything. */
  RedisClient client;

  /** Under test. */
  RedisPools redis;

  @BeforeAll
  static void startRedis() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  @BeforeEach
  void connect() {
    client = RedisClient.create("127.0.0.1", server.port());
    client.flushAll();
    redis = new RedisPools(RedisMessageQueueTest.settings(url()));
  }

  @AfterEach
  void disconnect() {
    client.configSet("maxmemory", "0");
    client.close();
    redis.close();
  }

  /** Of the Redis under test, as the user under test. */
  String url() {
    return server.url();
  }

  static RedisServer server() {
    return server;
  }
}

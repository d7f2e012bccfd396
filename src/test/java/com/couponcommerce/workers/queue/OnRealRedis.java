package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.RedisClient;

/** A Redis for the tests of a class, empty and with room before each of them. */
public abstract class OnRealRedis {
  private static RedisServer server;

  /** Of the test, which may do everything. */
  public RedisClient client;

  /** Under test. */
  public RedisPools redis;

  @BeforeAll
  public static void startRedis() {
    server = RedisServer.start();
  }

  @AfterAll
  public static void stopRedis() {
    server.close();
  }

  @BeforeEach
  public void connect() {
    client = RedisClient.create("127.0.0.1", server.port());
    client.flushAll();
    redis = new RedisPools(RedisMessageQueueTest.settings(url()));
  }

  @AfterEach
  public void disconnect() {
    client.configSet("maxmemory", "0");
    client.close();
    redis.close();
  }

  /** Of the Redis under test, as the user under test. */
  public String url() {
    return server.url();
  }

  public static RedisServer server() {
    return server;
  }
}

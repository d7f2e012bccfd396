package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Connects each test to the {@link SharedRedis}. */
@ExtendWith(SharedRedis.class)
public abstract class OnRealRedis {
  /** The test's own connection, which may do everything. */
  public RedisClient client;

  /** The pools under test. */
  public RedisPools redis;

  @BeforeEach
  public void connect() {
    client = RedisClient.create("127.0.0.1", server().port());
    redis = new RedisPools(settings());
  }

  @AfterEach
  public void disconnect() {
    client.close();
    redis.close();
  }

  /**
   * Connects a user who may do everything but one command, for as long as an action takes.
   *
   * @param command in lower case
   */
  public static void without(String command, Consumer<RedisPools> action) {
    try (Jedis admin = new Jedis("127.0.0.1", server().port())) {
      admin.aclSetUser("restricted", "on", ">x", "~*", "+@all", "-" + command);
      String url = "redis://restricted:x@127.0.0.1:" + server().port();
      try (RedisPools restricted = new RedisPools(RedisMessageQueueTest.settings(url))) {
        action.accept(restricted);
      } finally {
        admin.aclDelUser("restricted");
      }
    }
  }

  /** Returns the settings of the pools under test. */
  public Settings settings() {
    return RedisMessageQueueTest.settings(url());
  }

  /** Returns the URL of the Redis under test, with the user under test. */
  public String url() {
    return server().url();
  }

  public static RedisServer server() {
    return SharedRedis.server();
  }
}

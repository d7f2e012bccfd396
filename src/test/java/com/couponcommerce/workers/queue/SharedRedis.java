package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import redis.clients.jedis.Jedis;

/**
 * Gives the tests of one JVM one Redis, empty and with room before each of them. It stops after the
 * last test class, with the session of JUnit's launcher; the root context ends with each class,
 * since surefire executes the classes one by one. A test that kills, freezes or reconfigures its
 * Redis starts one of its own.
 */
public final class SharedRedis implements BeforeAllCallback, BeforeEachCallback {
  private static volatile @Nullable RedisServer server;

  /** Returns the Redis that runs. */
  public static RedisServer server() {
    return Objects.requireNonNull(server, "SharedRedis is missing");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedRedis.class))
        .getOrComputeIfAbsent(RedisServer.class, key -> start(), RedisServer.class);
  }

  private static RedisServer start() {
    RedisServer started = RedisServer.start();
    server = started;
    return started;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    try (Jedis admin = new Jedis("127.0.0.1", server().port())) {
      admin.configSet("maxmemory", "0");
      admin.configSet("maxmemory-policy", "noeviction");
      admin.flushAll();
    }
  }
}

package com.couponcommerce.workers.testkit.redis;

import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/** A master and a replica, watched by three sentinels, all on loopback. */
public final class RedisSentinels implements AutoCloseable {
  private static final String MASTER = "mymaster";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Silence after which a sentinel considers the master dead. */
  private static final int DOWN_AFTER_MS = 1000;

  /** Timeout of a failover; an election without a winner is repeated after twice this time. */
  private static final int FAILOVER_TIMEOUT_MS = 1500;

  private final RedisServer first;
  private final RedisServer second;
  private final List<RedisProcess> sentinels = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private RedisSentinels(String... options) {
    first = RedisServer.start(options);
    second = RedisServer.start(options);
    try (Jedis replica = new Jedis("127.0.0.1", second.port())) {
      replica.replicaof("127.0.0.1", first.port());
    }
  }

  /**
   * Starts all, and waits until the sentinels know each other and the replica has the data. The
   * options of master and replica are those of redis-server's command line.
   */
  public static RedisSentinels start(String... options) {
    RedisSentinels sentinels = new RedisSentinels(options);
    try {
      for (int i = 0; i < 3; i++) {
        sentinels.addSentinel(FreePort.any());
      }
      await().atMost(PATIENCE).until(sentinels::areReady);
      return sentinels;
    } catch (RuntimeException e) {
      sentinels.close();
      throw e;
    }
  }

  private void addSentinel(int port) {
    sentinels.add(startSentinel(port));
    ports.add(port);
  }

  /** Returns the URL for REDIS_URL. */
  public String url() {
    return "redis-sentinel://"
        + ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","))
        + "/0#"
        + MASTER;
  }

  public List<Integer> sentinelPorts() {
    return List.copyOf(ports);
  }

  /** Returns the server that was the master at the start. */
  public RedisServer first() {
    return first;
  }

  /** Returns the server that was the replica at the start. */
  public RedisServer second() {
    return second;
  }

  /** Returns the master's port as soon as all sentinels report the same one. */
  public int masterPort() {
    List<Integer> said = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              said.clear();
              ports.forEach(port -> said.add(masterPort(port)));
              return said.stream().distinct().count() == 1;
            });
    return said.get(0);
  }

  /** Starts a failover by a sentinel, as an administrator does for maintenance. */
  public void swap() {
    try (Jedis sentinel = new Jedis("127.0.0.1", ports.get(0))) {
      sentinel.sentinelFailover(MASTER);
    }
  }

  private static int masterPort(int sentinelPort) {
    try (Jedis sentinel = new Jedis("127.0.0.1", sentinelPort)) {
      return Integer.parseInt(sentinel.sentinelGetMasterAddrByName(MASTER).get(1));
    }
  }

  private boolean areReady() {
    for (int port : ports) {
      try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
        Map<String, String> master = sentinel.sentinelMaster(MASTER);
        if (!"2".equals(master.get("num-other-sentinels"))
            || !"1".equals(master.get("num-slaves"))) {
          return false;
        }
      }
    }
    try (Jedis replica = new Jedis("127.0.0.1", second.port())) {
      return replica.info("replication").contains("master_link_status:up");
    }
  }

  private RedisProcess startSentinel(int port) {
    try {
      Path directory = Files.createTempDirectory("sentinel");
      Path configuration = directory.resolve("sentinel.conf");
      Files.write(
          configuration,
          List.of(
              "port " + port,
              "bind 127.0.0.1",
              "dir " + directory,
              "sentinel monitor " + MASTER + " 127.0.0.1 " + first.port() + " 2",
              "sentinel down-after-milliseconds " + MASTER + " " + DOWN_AFTER_MS,
              "sentinel failover-timeout " + MASTER + " " + FAILOVER_TIMEOUT_MS));
      return RedisProcess.start(port, directory, List.of(configuration.toString(), "--sentinel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sentinels.forEach(RedisProcess::close);
    second.close();
    first.close();
  }
}

package com.couponcommerce.workers.testkit.redis;

import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.FreePort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A Redis Cluster of three servers on loopback, without replicas. */
public final class RedisCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SLOTS = 16_384;
  private static final int SERVERS = 3;

  /** Number of fields before the slots in a line of CLUSTER NODES. */
  private static final int FIELDS_BEFORE_SLOTS = 8;

  private final List<RedisServer> servers = new ArrayList<>();
  private final List<Integer> busPorts = new ArrayList<>();

  private RedisCluster() {}

  /** Starts the servers, gives each a third of the slots, and waits until they know each other. */
  public static RedisCluster start() {
    RedisCluster cluster = new RedisCluster();
    try {
      for (int i = 0; i < SERVERS; i++) {
        cluster.addServer();
      }
      cluster.introduce();
      cluster.awaitHealth();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void addServer() {
    int busPort = FreePort.any();
    busPorts.add(busPort);
    servers.add(
        RedisServer.start(
            "--cluster-enabled",
            "yes",
            "--cluster-port",
            "" + busPort,
            "--cluster-node-timeout",
            "1000",
            "--appendonly",
            "yes"));
  }

  private void introduce() {
    for (int i = 0; i < SERVERS; i++) {
      int from = SLOTS * i / SERVERS;
      int to = SLOTS * (i + 1) / SERVERS - 1;
      int epoch = i + 1;
      ask(servers.get(i), "SET-CONFIG-EPOCH", "" + epoch);
      ask(servers.get(i), "ADDSLOTSRANGE", "" + from, "" + to);
    }
    for (int i = 1; i < SERVERS; i++) {
      ask(servers.get(0), "MEET", "127.0.0.1", "" + servers.get(i).port(), "" + busPorts.get(i));
    }
  }

  /** Returns the URL for REDIS_URL. */
  public String url() {
    return "redis-cluster://"
        + servers.stream()
            .map(server -> "127.0.0.1:" + server.port())
            .collect(Collectors.joining(","));
  }

  public List<RedisServer> servers() {
    return List.copyOf(servers);
  }

  /** Waits until every server sees all three servers and all slots served. */
  private void awaitHealth() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                servers.stream()
                    .map(server -> on(server, Jedis::clusterInfo))
                    .allMatch(
                        info ->
                            info.contains("cluster_state:ok")
                                && info.contains("cluster_known_nodes:" + SERVERS)
                                && info.contains("cluster_slots_ok:" + SLOTS)));
  }

  /** Returns the server that holds a key. */
  public RedisServer holderOf(String key) {
    int slot = JedisClusterCRC16.getSlot(key);
    return servers.stream()
        .filter(
            server ->
                ranges(server).stream().anyMatch(range -> range[0] <= slot && slot <= range[1]))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no server holds slot " + slot));
  }

  /**
   * Moves the slot of a key and its keys, one by one, as {@code redis-cli --cluster reshard} does.
   */
  public void move(String key, RedisServer to) {
    RedisServer from = holderOf(key);
    String slot = "" + JedisClusterCRC16.getSlot(key);
    ask(to, "SETSLOT", slot, "IMPORTING", id(from));
    ask(from, "SETSLOT", slot, "MIGRATING", id(to));
    try (Jedis source = new Jedis("127.0.0.1", from.port())) {
      Optional<String> next = anyKey(source, slot);
      while (next.isPresent()) {
        source.migrate("127.0.0.1", to.port(), next.get(), 0, 5000);
        next = anyKey(source, slot);
      }
    }
    // The new holder first; otherwise no server would hold the slot for a moment.
    ask(to, "SETSLOT", slot, "NODE", id(to));
    for (RedisServer server : servers) {
      ask(server, "SETSLOT", slot, "NODE", id(to));
    }
  }

  private static Optional<String> anyKey(Jedis server, String slot) {
    return server.clusterGetKeysInSlot(Integer.parseInt(slot), 1).stream().findFirst();
  }

  private static String id(RedisServer server) {
    return on(server, Jedis::clusterMyId);
  }

  /** Returns the first and last slot of each range that a server reports as its own. */
  private static List<int[]> ranges(RedisServer server) {
    return on(server, Jedis::clusterNodes)
        .lines()
        .filter(line -> line.contains("myself"))
        .flatMap(line -> Arrays.stream(line.split(" ")).skip(FIELDS_BEFORE_SLOTS))
        .filter(range -> range.matches("\\d+(-\\d+)?"))
        .map(range -> range.split("-"))
        .map(ends -> new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])})
        .toList();
  }

  private static void ask(RedisServer server, String... command) {
    Object reply = on(server, client -> client.sendCommand(Protocol.Command.CLUSTER, command));
    if (!"OK".equals(new String((byte[]) reply, StandardCharsets.UTF_8))) {
      throw new IllegalStateException("CLUSTER " + String.join(" ", command) + " failed");
    }
  }

  private static <T> T on(RedisServer server, Function<Jedis, T> question) {
    try (Jedis client = new Jedis("127.0.0.1", server.port())) {
      return question.apply(client);
    }
  }

  @Override
  public void close() {
    servers.forEach(RedisServer::close);
  }
}

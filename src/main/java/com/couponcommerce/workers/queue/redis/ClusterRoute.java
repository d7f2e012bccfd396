package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.RedisUrl;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * The route to the servers of a Redis Cluster. The client is made at the first command, since Jedis
 * contacts the cluster for it and the application must start while Redis is away.
 */
final class ClusterRoute implements Route {
  private record Client(RedisClusterClient client, ClusterConnectionProvider servers) {}

  private final ClientConfig config;
  private Optional<Client> made = Optional.empty();
  private boolean forgotten;
  private boolean closed;

  ClusterRoute(ClientConfig config) {
    this.config = config;
  }

  @Override
  public UnifiedJedis client() {
    Client client;
    boolean askAnew;
    synchronized (this) {
      client = made.orElseGet(this::make);
      made = Optional.of(client);
      askAnew = forgotten;
      forgotten = false;
    }
    if (askAnew) {
      client.servers().getNodes().values().forEach(Pool::clear);
      client.servers().renewSlotCache();
    }
    return client.client();
  }

  private Client make() {
    if (closed) {
      throw new JedisException("closed with the application");
    }
    RedisUrl url = config.settings().url();
    Set<HostAndPort> nodes =
        url.nodes().stream()
            .map(node -> new HostAndPort(node.host(), node.port()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    DefaultJedisClientConfig servers = config.forServers();
    ClusterConnectionProvider provider = provider(nodes, servers);
    RedisClusterClient client =
        RedisClusterClient.builder()
            .nodes(nodes)
            .clientConfig(servers)
            .connectionProvider(provider)
            .commandExecutor(new ClusterExecutor(provider))
            .build();
    return new Client(client, provider);
  }

  /** Reports the error of the first server: Jedis says only that there is no cluster. */
  private ClusterConnectionProvider provider(
      Set<HostAndPort> nodes, DefaultJedisClientConfig servers) {
    try {
      return new ClusterConnectionProvider(nodes, servers, config.pool());
    } catch (JedisClusterOperationException e) {
      throw e.getSuppressed().length > 0 && e.getSuppressed()[0] instanceof JedisException said
          ? said
          : e;
    }
  }

  /** Leaves the new query to the next command: the failed one has waited long enough. */
  @Override
  public synchronized void forget() {
    forgotten = true;
  }

  @Override
  public synchronized PoolUse use() {
    return made.stream()
        .flatMap(client -> client.servers().getNodes().values().stream())
        .map(PrimaryRoute::use)
        .reduce(PoolUse.NONE, PoolUse::plus);
  }

  @Override
  public synchronized void close() {
    closed = true;
    made.ifPresent(client -> client.client().close());
  }
}

package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.settings.RedisNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** The sentinels, which know the primary. */
final class Sentinels {
  private final ClientConfig config;
  private final String master;

  /** The sentinels in the order in which they are asked: first the one that answered last. */
  private final List<RedisNode> sentinels;

  Sentinels(ClientConfig config, String master) {
    this.config = config;
    this.master = master;
    this.sentinels = new ArrayList<>(config.settings().url().nodes());
  }

  /**
   * Returns the primary that the first sentinel names that knows it.
   *
   * @throws JedisConnectionException if none does, with the answer of each
   */
  HostAndPort primary() {
    StringJoiner problems = new StringJoiner("; ");
    for (RedisNode sentinel : inOrder()) {
      try {
        Optional<HostAndPort> primary = ask(sentinel);
        if (primary.isPresent()) {
          return primary.get();
        }
        problems.add("sentinel " + sentinel + " knows no master of this name");
      } catch (JedisException e) {
        problems.add("sentinel " + sentinel + ": " + RedisRefusals.said(e));
      }
      askLast(sentinel);
    }
    throw new JedisConnectionException("no way to master " + master + ": " + problems);
  }

  /** Asks the next sentinel first: one that was cut off may name a former primary. */
  void distrust() {
    askLast(inOrder().get(0));
  }

  /** Sends user and password only to a sentinel that asks for them. */
  private Optional<HostAndPort> ask(RedisNode sentinel) {
    try {
      return ask(sentinel, config.forSentinels(false));
    } catch (JedisDataException e) {
      if (config.hasPassword() && String.valueOf(e.getMessage()).startsWith("NOAUTH")) {
        return ask(sentinel, config.forSentinels(true));
      }
      throw e;
    }
  }

  private Optional<HostAndPort> ask(RedisNode sentinel, JedisClientConfig login) {
    try (Jedis client = new Jedis(new HostAndPort(sentinel.host(), sentinel.port()), login)) {
      return Optional.ofNullable(client.sentinelGetMasterAddrByName(master))
          .filter(address -> address.size() == 2)
          .map(address -> new HostAndPort(address.get(0), Integer.parseInt(address.get(1))));
    }
  }

  private synchronized List<RedisNode> inOrder() {
    return List.copyOf(sentinels);
  }

  /** Moves a sentinel to the end, unless another thread has moved it already. */
  private synchronized void askLast(RedisNode sentinel) {
    if (sentinels.get(0).equals(sentinel)) {
      Collections.rotate(sentinels, -1);
    }
  }
}

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

/** Those who know where the primary is. */
final class Sentinels {
  private final ClientConfig config;
  private final String master;

  /** The one to ask first is the one whose answer was good last. */
  private final List<RedisNode> sentinels;

  Sentinels(ClientConfig config, String master) {
    this.config = config;
    this.master = master;
    this.sentinels = new ArrayList<>(config.settings().url().nodes());
  }

  /**
   * Where the primary is by the word of the first sentinel that knows.
   *
   * @throws JedisConnectionException where none does, with what each of them said
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

  /** A sentinel that was cut off may name a primary of the past: the next one is asked first. */
  void distrust() {
    askLast(inOrder().get(0));
  }

  /** Shows user and password only to a sentinel that asks for them. */
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

  /** Where another thread has moved it already, it is not first any more, and stays. */
  private synchronized void askLast(RedisNode sentinel) {
    if (sentinels.get(0).equals(sentinel)) {
      Collections.rotate(sentinels, -1);
    }
  }
}

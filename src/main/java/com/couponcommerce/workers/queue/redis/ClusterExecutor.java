package com.couponcommerce.workers.queue.redis;

import java.util.Optional;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * Sends a command to the server that holds its keys, and follows redirections. The executor of
 * Jedis repeats a command whose answer is lost, which could claim twice.
 */
final class ClusterExecutor implements CommandExecutor {
  /** A moving slot takes two redirections, and one more if it moves again meanwhile. */
  private static final int MAX_REDIRECTIONS = 5;

  private final ClusterConnectionProvider servers;

  ClusterExecutor(ClusterConnectionProvider servers) {
    this.servers = servers;
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    Optional<JedisRedirectionException> redirection = Optional.empty();
    for (int followed = 0; ; followed++) {
      try (Connection connection = connection(command, redirection)) {
        return connection.executeCommand(command);
      } catch (JedisRedirectionException elsewhere) {
        if (followed == MAX_REDIRECTIONS) {
          throw elsewhere;
        }
        redirection = Optional.of(elsewhere);
      }
    }
  }

  private Connection connection(
      CommandObject<?> command, Optional<JedisRedirectionException> redirection) {
    if (redirection.isEmpty()) {
      return servers.getConnection(command.getArguments());
    }
    if (redirection.get() instanceof JedisMovedDataException) {
      servers.renewSlotCache();
    }
    Connection connection = servers.getConnection(redirection.get().getTargetNode());
    if (redirection.get() instanceof JedisAskDataException) {
      ask(connection);
    }
    return connection;
  }

  /** Announces a redirected command, which the target of a moving slot would refuse otherwise. */
  private static void ask(Connection connection) {
    try {
      connection.executeCommand(Protocol.Command.ASKING);
    } catch (JedisException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() {
    servers.close();
  }
}

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
 * Gives a command to the server that holds its keys, and follows where that one points. Jedis's own
 * runs a command again when its answer is lost, which would, for one, claim twice.
 */
final class ClusterExecutor implements CommandExecutor {
  /** While a slot moves there are two; one more where it moves on meanwhile. */
  private static final int MOST_REDIRECTIONS = 5;

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
        if (followed == MOST_REDIRECTIONS) {
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

  /** Without this the server that a slot is moving to would point back. */
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

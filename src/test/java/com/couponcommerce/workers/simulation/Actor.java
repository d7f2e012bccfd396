package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.simulation.redis.RedisError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.executors.CommandExecutor;

/**
 * One who calls Redis: an instance, an operator or a producer. Each call is a step, before and
 * after which the connection may break, the actor may die, and others may act.
 */
final class Actor implements CommandExecutor {
  final String name;
  private final World world;

  /** True while it is within a step. */
  boolean acting;

  boolean dead;

  /** Time in µs until which it stands still. */
  long frozenUntil;

  Actor(String name, World world) {
    this.name = name;
    this.world = world;
  }

  void die() {
    if (!dead) {
      dead = true;
      world.died(this);
    }
  }

  boolean canAct() {
    return !dead && !acting && frozenUntil <= world.micros();
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    List<String> words = new ArrayList<>();
    for (Rawable word : command.getArguments()) {
      words.add(new String(word.getRaw(), StandardCharsets.ISO_8859_1));
    }
    return command.getBuilder().build(bytes(run(words)));
  }

  /** Runs a command, or a script by its SHA-1. */
  @Nullable Object run(List<String> command) {
    checkAlive();
    Faults faults = world.faults();
    faults.maybeDie(this);
    checkAlive();
    world.maybeOthers(this);
    checkAlive();
    if (faults.losesReply()) {
      world.broke(command);
      throw new JedisConnectionException("simulated: the connection broke before the command");
    }
    @Nullable Object reply;
    try {
      reply = world.execute(this, command);
    } catch (RedisError e) {
      throw new JedisDataException(e.getMessage());
    }
    faults.maybeDie(this);
    checkAlive();
    if (faults.losesReply()) {
      world.broke(command);
      throw new JedisConnectionException("simulated: the connection broke after the command");
    }
    world.maybeOthers(this);
    checkAlive();
    return reply;
  }

  private void checkAlive() {
    if (dead) {
      throw new SimulatedCrash();
    }
  }

  private static @Nullable Object bytes(@Nullable Object reply) {
    if (reply instanceof String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    if (reply instanceof List<?> list) {
      List<@Nullable Object> converted = new ArrayList<>(list.size());
      list.forEach(element -> converted.add(bytes(element)));
      return converted;
    }
    return reply;
  }

  @Override
  public void close() {}
}

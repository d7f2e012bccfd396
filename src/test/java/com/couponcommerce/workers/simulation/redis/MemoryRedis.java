package com.couponcommerce.workers.simulation.redis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis in memory that runs the real scripts; {@link Lockstep} holds it to the real Redis. */
public final class MemoryRedis implements Redis {
  private final Commands commands = new Commands();
  private final LuaEngine lua = new LuaEngine(commands);

  @Override
  public @Nullable Object run(List<String> command) {
    return plain(commands.run(command));
  }

  @Override
  public @Nullable Object eval(
      LuaScript script, List<String> keys, List<String> arguments, int faultAt) {
    if (commands.isFull() && !script.runsWhenFull()) {
      throw new RedisError(RedisError.OOM);
    }
    return plain(lua.eval(script, keys, arguments, faultAt));
  }

  private static @Nullable Object plain(@Nullable Object reply) {
    return reply instanceof Status status ? status.text() : reply;
  }

  /** Returns how often each branch of the scripts ran; without those that did not. */
  public Map<String, Long> hits() {
    return lua.hits();
  }

  /** Returns the branches of scripts. */
  public static List<String> branches(Collection<LuaScript> scripts) {
    return scripts.stream().flatMap(script -> new Branches(script).names().stream()).toList();
  }

  @Override
  public void clock(long micros) {
    commands.clock(micros);
  }

  @Override
  public void full(boolean full) {
    commands.full(full);
  }

  @Override
  public void load(RedisData data) {
    commands.load(data);
  }

  @Override
  public RedisData data() {
    return commands.data().copy();
  }

  /** Returns the data itself, to be read only. */
  public RedisData view() {
    return commands.data();
  }

  @Override
  public void close() {
    lua.close();
  }
}

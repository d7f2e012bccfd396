package com.couponcommerce.workers.simulation.redis;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs each command on the real Redis and on the one in memory, and compares the replies. So
 * invariants that were checked on the data in memory hold for those of the real Redis too. The one
 * in memory stays open when this is closed.
 */
public final class Lockstep implements Redis {
  private final RealRedis real;
  private final MemoryRedis memory;

  public Lockstep(RealRedis real, MemoryRedis memory) {
    this.real = real;
    this.memory = memory;
  }

  /** Reply or error. */
  private record Outcome(@Nullable Object reply, @Nullable RedisError error) {
    static Outcome of(Supplier<@Nullable Object> call) {
      try {
        return new Outcome(call.get(), null);
      } catch (RedisError e) {
        return new Outcome(null, e);
      }
    }

    @Nullable Object get() {
      if (error != null) {
        throw error;
      }
      return reply;
    }

    /** Errors are compared by their code; the words differ. */
    boolean isSame(Outcome other) {
      return Objects.equals(reply, other.reply) && code().equals(other.code());
    }

    private String code() {
      return error == null
          ? ""
          : String.valueOf(error.getMessage()).split(" ", 2)[0].toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return error == null ? String.valueOf(reply) : "error " + error.getMessage();
    }
  }

  @Override
  public @Nullable Object run(List<String> command) {
    return same(
        command.toString(),
        Outcome.of(() -> real.run(command)),
        Outcome.of(() -> memory.run(command)));
  }

  @Override
  public @Nullable Object eval(
      LuaScript script, List<String> keys, List<String> arguments, int faultAt) {
    return same(
        script.name() + " " + keys + " " + arguments + " fault " + faultAt,
        Outcome.of(() -> real.eval(script, keys, arguments, faultAt)),
        Outcome.of(() -> memory.eval(script, keys, arguments, faultAt)));
  }

  private static @Nullable Object same(String command, Outcome onReal, Outcome inMemory) {
    if (!onReal.isSame(inMemory)) {
      throw new AssertionError(
          "Redis and its twin differ: " + command + "\n" + onReal + "\n" + inMemory);
    }
    return onReal.get();
  }

  /** Compares all data. */
  public void compare() {
    String onReal = real.data().toString();
    String inMemory = memory.view().toString();
    if (!onReal.equals(inMemory)) {
      throw new AssertionError("Redis and its twin differ:\n" + onReal + "\n" + inMemory);
    }
  }

  @Override
  public void clock(long micros) {
    int before = memory.view().keys().size();
    memory.clock(micros);
    real.time(micros);
    if (memory.view().keys().size() != before) {
      real.expire();
    }
  }

  @Override
  public void full(boolean full) {
    real.full(full);
    memory.full(full);
  }

  @Override
  public void load(RedisData data) {
    real.load(data);
    memory.load(data);
  }

  @Override
  public RedisData data() {
    return memory.data();
  }

  @Override
  public void close() {
    real.close();
  }
}

package com.couponcommerce.workers.simulation.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Redis whose time and faults a simulation sets. Replies are as the protocol has them: Long,
 * String, List of these, or null.
 */
public interface Redis extends AutoCloseable {
  /**
   * Runs a plain command.
   *
   * @throws RedisError as an error reply
   */
  @Nullable Object run(List<String> command);

  /**
   * Runs a script.
   *
   * @param faultAt number of the change by the script that fails, as for a user without the right
   *     to it; 0 for none
   * @throws RedisError as an error reply
   */
  @Nullable Object eval(LuaScript script, List<String> keys, List<String> arguments, int faultAt);

  /** Returns whether a plain command may change data. */
  static boolean mayChange(List<String> command) {
    return Commands.isChange(command.get(0));
  }

  /** Sets the clock, in µs since 1970, and removes the keys that expire until then. */
  void clock(long micros);

  /** Fills the memory, or frees it. */
  void full(boolean full);

  /** Replaces all data. */
  void load(RedisData data);

  /** Returns a copy of all data. */
  RedisData data();

  @Override
  void close();
}

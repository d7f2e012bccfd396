package com.couponcommerce.workers.simulation.redis;

/**
 * A script of {@code src/main/resources/lua}, or a changed one.
 *
 * @param name name of its file without the extension
 */
public record LuaScript(String name, String source) {

  /** Returns whether it runs while the memory is full. */
  boolean runsWhenFull() {
    return source.startsWith("#!lua flags=allow-oom") || source.startsWith("#!lua flags=no-writes");
  }

  /** Returns whether it may change data. */
  public boolean mayChange() {
    return !source.startsWith("#!lua flags=no-writes");
  }

  /** Returns the source without the first line, which Redis itself reads. */
  String body() {
    return source.startsWith("#!") ? source.substring(source.indexOf('\n')) : source;
  }

  /** Returns the first line if Redis itself reads it, with its end. */
  String head() {
    return source.startsWith("#!") ? source.substring(0, source.indexOf('\n') + 1) : "";
  }
}

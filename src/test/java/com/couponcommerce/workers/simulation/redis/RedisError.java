package com.couponcommerce.workers.simulation.redis;

/** Error reply of Redis, beginning with its code. */
public final class RedisError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String WRONGTYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";
  static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";

  public RedisError(String text) {
    super(text, null, false, false);
  }
}

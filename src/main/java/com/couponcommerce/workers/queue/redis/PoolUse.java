package com.couponcommerce.workers.queue.redis;

/**
 * How much of a set of connections is used.
 *
 * @param waiting threads that wait for a connection to become free
 */
public record PoolUse(int inUse, int idle, int waiting) {
  static final PoolUse NONE = new PoolUse(0, 0, 0);

  PoolUse plus(PoolUse other) {
    return new PoolUse(inUse + other.inUse, idle + other.idle, waiting + other.waiting);
  }
}

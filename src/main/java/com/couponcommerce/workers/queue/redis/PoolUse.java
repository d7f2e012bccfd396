package com.couponcommerce.workers.queue.redis;

/**
 * The use of a set of connections.
 *
 * @param waiting number of threads that wait for a free connection
 */
public record PoolUse(int inUse, int idle, int waiting) {
  static final PoolUse NONE = new PoolUse(0, 0, 0);

  PoolUse plus(PoolUse other) {
    return new PoolUse(inUse + other.inUse, idle + other.idle, waiting + other.waiting);
  }
}

package com.couponcommerce.workers.bench;

import java.time.Duration;

/**
 * The cost of draining a queue.
 *
 * @param worker CPU time of the process that sends
 * @param peakKib peak memory of that process
 */
record Drained(long messages, Duration took, Duration worker, RedisCost redis, long peakKib) {
  double perSecond() {
    return messages * 1e9 / took.toNanos();
  }

  double cpuMicros() {
    return worker.toNanos() / 1e3 / messages;
  }

  double redisMicros() {
    return redis.cpu().toNanos() / 1e3 / messages;
  }

  double scripts() {
    return (double) redis.scripts() / messages;
  }

  double commands() {
    return (double) redis.commands() / messages;
  }
}

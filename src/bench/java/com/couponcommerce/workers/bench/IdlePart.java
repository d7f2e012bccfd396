package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;

/** Measures the cost of an idle worker, and the time from a start to the first mail. */
final class IdlePart {
  private static final int QUARTERS = 4;

  private final Bench bench;

  IdlePart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    Duration wait = Duration.ofMinutes(Integer.getInteger("bench.idleMinutes", 5));
    AtomicLong delivered = new AtomicLong();
    bench.report().heading("Idle");
    try (RedisServer redis = RedisServer.start();
        SlowSink sink = SlowSink.start(Duration.ZERO, (recipient, when) -> delivered.set(when));
        RedisClient client = RedisClient.create(redis.url())) {
      new Mails(1024).push(client, QueueKeys.of(Channel.EMAIL).pending(), 1);
      try (Worker worker = Worker.start(bench.kind(), redis, sink.port(), 32)) {
        long up = System.nanoTime();
        while (delivered.get() == 0) {
          LockSupport.parkNanos(1_000_000);
        }
        double after = (delivered.get() - up) / 1e6;
        bench
            .report()
            .line(
                after < 0
                    ? "First mail delivered %.0f ms before the server said that it is deployed."
                        .formatted(-after)
                    : "First mail delivered %.0f ms after deployment.".formatted(after));
        LockSupport.parkNanos(Duration.ofSeconds(30).toNanos());
        bench.report().columns("quarter", "% of a core", "memory MiB", "heap in use MiB");
        for (int quarter = 1; quarter <= QUARTERS; quarter++) {
          measure(worker, quarter, wait.dividedBy(QUARTERS));
        }
      }
    }
  }

  private void measure(Worker worker, int quarter, Duration wait) throws Exception {
    ProcessCost before = ProcessCost.of(worker.pid());
    long begun = System.nanoTime();
    for (long left = wait.toNanos(); left > 0; left = begun + wait.toNanos() - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    ProcessCost then = ProcessCost.of(worker.pid());
    bench
        .report()
        .row(
            quarter,
            100.0 * then.cpuSince(before).toMillis() / wait.toMillis(),
            then.residentKib() / 1024,
            LiveHeap.mib(worker.pid()));
  }
}
